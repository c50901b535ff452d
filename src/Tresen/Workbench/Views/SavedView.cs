using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Staff;

namespace Tresen.Workbench.Views;

/// <summary>A filter and an order under a name (<em>Ansicht</em>), of one's own or for all.</summary>
public sealed class SavedView
{
    SavedView()
    {
    }

    /// <summary>What this person sees at that address, under a name.</summary>
    public SavedView(string name, string query, bool isShared, int ownerId, Me me)
    {
        (OwnerId, Query) = (ownerId, query);
        Describe(name, isShared, 0, me);
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Filter, order and columns as they stand in an address.</summary>
    public string Query { get; private set; } = "";

    public int OwnerId { get; private set; }

    /// <summary>Everybody sees it in their list of views.</summary>
    public bool IsShared { get; private set; }

    public int Position { get; private set; }

    /// <summary>Who may share views with all: administrators, approvers, leads.</summary>
    public static bool MayShare(Me me) => me.IsAdministrator || me.Can(Capability.Approve) || me.Leads.Count > 0;

    /// <summary>Its owner changes it; a shared one whoever may share.</summary>
    public bool MayBeChangedBy(Me me) => OwnerId == me.Id || (IsShared && MayShare(me));

    /// <summary>Changes name, sharing and place in the list.</summary>
    public void Describe(string name, bool isShared, int position, Me me)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new BrokenRuleException("Bitte der Ansicht einen Namen geben.", nameof(Name));
        }

        if (isShared && !IsShared && !MayShare(me))
        {
            throw new BrokenRuleException("Ansichten für alle legen Leitung und Administration an.", nameof(IsShared));
        }

        (Name, IsShared, Position) = (name.Trim(), isShared, position);
    }

    /// <summary>Shows something else from now on.</summary>
    public void ShowInstead(string query) => Query = query;

    sealed class Mapping : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> view)
        {
            view.ToTable("saved_views");
            view.Property(v => v.Name).HasMaxLength(60);
            view.Property(v => v.Query).HasMaxLength(4000);
            view.HasOne<StaffMember>().WithMany().HasForeignKey(v => v.OwnerId).OnDelete(DeleteBehavior.Restrict);
            view.HasIndex(v => new { v.OwnerId, v.Position }); // the left column
        }
    }
}

/// <summary>The columns that somebody wants in a view.</summary>
public sealed class ViewColumns
{
    ViewColumns()
    {
    }

    /// <summary>That person's columns for that view.</summary>
    public ViewColumns(int personId, string view, string columns) => (StaffMemberId, View, Columns) = (personId, view, columns);

    public int StaffMemberId { get; private set; }

    /// <summary>Name of a built-in view or id of a saved one.</summary>
    public string View { get; private set; } = "";

    public string Columns { get; private set; } = "";

    /// <summary>Wants others.</summary>
    public void Choose(string columns) => Columns = columns;

    sealed class Mapping : IEntityTypeConfiguration<ViewColumns>
    {
        public void Configure(EntityTypeBuilder<ViewColumns> columns)
        {
            columns.ToTable("view_columns").HasKey(c => new { c.StaffMemberId, c.View });
            columns.Property(c => c.View).HasMaxLength(20);
            columns.HasOne<StaffMember>().WithMany().HasForeignKey(c => c.StaffMemberId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>The tables of this slice.</summary>
public static class ViewQueries
{
    extension(TresenDb db)
    {
        public DbSet<SavedView> SavedViews => db.Set<SavedView>();
    }

    extension(IQueryable<SavedView> views)
    {
        /// <summary>One's own and those for all, in their order.</summary>
        public IQueryable<SavedView> For(Me me)
        {
            var id = me.Id;
            return views.Where(v => v.OwnerId == id || v.IsShared).OrderBy(v => v.Position).ThenBy(v => v.Name).ThenBy(v => v.Id);
        }
    }
}

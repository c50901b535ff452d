using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Data;
using Tresen.Staff;

namespace Tresen.Mail.PublicForm;

sealed class PublicDoorMapping : IEntityTypeConfiguration<PublicDoor>
{
    public void Configure(EntityTypeBuilder<PublicDoor> door)
    {
        door.ToTable("public_doors");
        door.HasOne(d => d.Department).WithMany().OnDelete(DeleteBehavior.SetNull);
    }
}

/// <summary>Questions about the public form.</summary>
public static class PublicDoorQueries
{
    extension(TresenDb db)
    {
        /// <summary>The form's setting; a new one, not added, where nobody has changed it yet.</summary>
        public async Task<PublicDoor> PublicDoorAsync(CancellationToken cancel) =>
            await db.Set<PublicDoor>().Include(d => d.Department).OrderBy(d => d.Id).FirstOrDefaultAsync(cancel) ?? new PublicDoor();

        /// <summary>The department that its requests go to, with its company; null where the form is closed.</summary>
        public async Task<Department?> BehindPublicDoorAsync(CancellationToken cancel)
        {
            var door = await db.PublicDoorAsync(cancel);
            return !door.IsOpen ? null : await db.Set<Department>().Include(d => d.Company)
                .Where(d => d.IsActive && (d.Id == door.DepartmentId || !d.IsConfidential))
                .OrderBy(d => d.Id == door.DepartmentId ? 0 : 1).ThenBy(d => d.Id).FirstOrDefaultAsync(cancel);
        }
    }
}

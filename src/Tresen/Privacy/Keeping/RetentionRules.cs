using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Privacy.Keeping;

/// <summary>What the administration says about keeping where the law leaves it open. There is one.</summary>
public sealed class RetentionRules
{
    /// <summary>The most years that may be said.</summary>
    public const int MostYears = 30;

    /// <summary>The fewest and most days that spam may be kept.</summary>
    public const int LeastDays = 7, MostDays = 3650;

    public int Id { get; private set; }

    /// <summary>What is over its years goes every night by itself.</summary>
    public bool IsNightly { get; private set; }

    /// <summary>Who switched that on: the <em>Protokoll</em> names them for what goes by itself.</summary>
    public int? SwitchedById { get; private set; }

    public StaffMember? SwitchedBy { get; private set; }

    /// <summary>So many years after a ticket ended it goes, where no law wants it kept; null: it stays.</summary>
    public int? FreeYears { get; private set; }

    /// <summary>So many days after it was fetched goes what somebody called spam, or what needed no message; null: it stays.</summary>
    public int? SpamDays { get; private set; }

    /// <summary>Says how it is from now on.</summary>
    public void Say(bool isNightly, int? freeYears, int? spamDays, StaffMember by)
    {
        if (freeYears is < 1 or > MostYears)
        {
            throw new BrokenRuleException("Bitte eine Zahl von 1 bis 30 eingeben, oder nichts.", nameof(FreeYears));
        }

        if (spamDays is < LeastDays or > MostDays)
        {
            throw new BrokenRuleException("Bitte eine Zahl von 7 bis 3650 eingeben, oder nichts.", nameof(SpamDays));
        }

        if (isNightly != IsNightly)
        {
            (SwitchedBy, SwitchedById) = (isNightly ? by : null, isNightly ? by.Id : null);
        }

        (IsNightly, FreeYears, SpamDays) = (isNightly, freeYears, spamDays);
    }

    sealed class Mapping : IEntityTypeConfiguration<RetentionRules>
    {
        public void Configure(EntityTypeBuilder<RetentionRules> rules)
        {
            rules.ToTable("retention_rules");
            rules.HasOne(r => r.SwitchedBy).WithMany().HasForeignKey(r => r.SwitchedById).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Mail.Rules;

sealed class MailRuleMapping : IEntityTypeConfiguration<MailRule>
{
    public void Configure(EntityTypeBuilder<MailRule> rule)
    {
        rule.ToTable("mail_rules").Ignore(r => r.Gone);
        rule.Property(r => r.Name).HasMaxLength(100);
        rule.Property(r => r.RecoveryWords).HasMaxLength(MailRule.MostWords);
        rule.HasOne(r => r.Mailbox).WithMany().OnDelete(DeleteBehavior.Restrict);
        rule.HasOne(r => r.Department).WithMany().OnDelete(DeleteBehavior.Restrict);
        rule.HasOne(r => r.Assignee).WithMany().OnDelete(DeleteBehavior.Restrict);
        rule.HasOne(r => r.Area).WithMany().OnDelete(DeleteBehavior.Restrict);
        rule.HasOne(r => r.Kind).WithMany().OnDelete(DeleteBehavior.Restrict);
        rule.HasOne(r => r.Tag).WithMany().OnDelete(DeleteBehavior.Restrict);
        rule.HasOne(r => r.Customer).WithMany().OnDelete(DeleteBehavior.Restrict);
        rule.HasMany(r => r.Conditions).WithOne().HasForeignKey(c => c.MailRuleId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class RuleConditionMapping : IEntityTypeConfiguration<RuleCondition>
{
    public void Configure(EntityTypeBuilder<RuleCondition> condition)
    {
        condition.ToTable("mail_rule_conditions").Ignore(c => c.Said);
        condition.Property(c => c.Header).HasMaxLength(100);
        condition.Property(c => c.Text).HasMaxLength((RuleCondition.MostLetters + 1) * RuleCondition.MostTexts);
    }
}

using System.ComponentModel.DataAnnotations;
using Tresen.Tickets;

namespace Tresen.Mail.Rules;

/// <summary>A rule for mails as typed. The customer comes as chosen from the list (id) or as name or number alone.</summary>
public sealed class RuleForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [Required(ErrorMessage = "Bitte einen Namen eingeben.")]
    [StringLength(100, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    public int? MailboxId { get; set; }

    public List<ConditionForm> Conditions { get; set; } = [];

    public bool IsLast { get; set; }

    [EnumDataType(typeof(RuleFate), ErrorMessage = "Bitte auswählen.")]
    public RuleFate Fate { get; set; }

    public int? DepartmentId { get; set; }

    public int? AssigneeId { get; set; }

    public int? AreaId { get; set; }

    public int? KindId { get; set; }

    [EnumDataType(typeof(Priority), ErrorMessage = "Bitte auswählen.")]
    public Priority? Priority { get; set; }

    public int? TagId { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? CustomerName { get; set; }

    public int? CustomerId { get; set; }

    public bool IsQuiet { get; set; }

    public bool ClosesOnRecovery { get; set; }

    [StringLength(MailRule.MostWords, ErrorMessage = TooLong)]
    public string? RecoveryWords { get; set; }

    /// <summary>One as it stands.</summary>
    public static RuleForm Of(MailRule rule) => new()
    {
        Name = rule.Name,
        MailboxId = rule.MailboxId,
        Conditions = [.. rule.Conditions.Select(c => new ConditionForm { Part = c.Part, Header = c.Header, Comparison = c.Comparison, Text = c.Text })],
        IsLast = rule.IsLast,
        Fate = rule.Fate,
        DepartmentId = rule.DepartmentId,
        AssigneeId = rule.AssigneeId,
        AreaId = rule.AreaId,
        KindId = rule.KindId,
        Priority = rule.Priority,
        TagId = rule.TagId,
        CustomerId = rule.CustomerId,
        CustomerName = rule.Customer?.Name,
        IsQuiet = rule.IsQuiet,
        ClosesOnRecovery = rule.ClosesOnRecovery,
        RecoveryWords = rule.RecoveryWords,
    };
}

/// <summary>A condition as typed; one that says nothing counts for nothing.</summary>
public sealed class ConditionForm
{
    [EnumDataType(typeof(MailPart), ErrorMessage = "Bitte auswählen.")]
    public MailPart Part { get; set; }

    [StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Header { get; set; }

    [EnumDataType(typeof(Comparison), ErrorMessage = "Bitte auswählen.")]
    public Comparison Comparison { get; set; }

    /// <summary>One text a line.</summary>
    [StringLength(20_000, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Text { get; set; }

    internal bool IsBlank => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Header) && Comparison is not (Comparison.IsThere or Comparison.IsMissing);
}

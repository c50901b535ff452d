namespace Tresen.Tickets.Changes;

/// <summary>What can be changed from the right column of a ticket.</summary>
public enum Change
{
    Progress,
    Priority,
    Department,
    Assignment,
    People,
    Tags,
    Customer,
    Refusal,
    Device,
}

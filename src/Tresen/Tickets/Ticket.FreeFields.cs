using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Fields that the administrator names (<em>Freifelder</em>).</summary>
public sealed partial class Ticket
{
    readonly List<FreeValue> freeValues = [];

    public IReadOnlyList<FreeValue> FreeValues => freeValues;

    /// <summary>What stands in that field; empty: nothing. <see cref="FreeValues"/> must be loaded.</summary>
    public string ValueOf(FreeField field) => freeValues.Find(v => v.FreeFieldId == field.Id)?.Value ?? "";

    /// <summary>Fills a field in. <see cref="FreeValues"/> must be loaded.</summary>
    public void Fill(FreeField field, string value, StaffMember? by, DateTimeOffset at)
    {
        value = value.Trim();
        if (!Edit($"{nameof(FreeField)}.{field.Id}", Said.Text(ValueOf(field)), Said.Text(value), by, at))
        {
            return;
        }

        freeValues.RemoveAll(v => v.FreeFieldId == field.Id && value.Length == 0);
        if (freeValues.Find(v => v.FreeFieldId == field.Id) is { } known)
        {
            known.Say(value);
        }
        else if (value.Length > 0)
        {
            freeValues.Add(new FreeValue(field, value));
        }
    }
}

/// <summary>A field that the administrator has added to tickets: <c>Geplant für Version</c>.</summary>
public sealed class FreeField : ListEntry
{
    /// <summary>How many there may be; the ticket's form has as many places.</summary>
    public const int Most = 10;

    FreeField()
    {
    }

    /// <summary>A field in that place of the form, 1 to <see cref="Most"/>.</summary>
    public FreeField(string name, string english, int position, int slot)
    {
        Describe(name, english, position);
        Slot = slot;
    }

    /// <summary>Its place in the form, from 1. Stays, whatever its position on the screen.</summary>
    public int Slot { get; private set; }
}

/// <summary>What stands in a free field of a ticket.</summary>
public sealed class FreeValue
{
    FreeValue()
    {
    }

    internal FreeValue(FreeField field, string value)
    {
        (FreeField, FreeFieldId) = (field, field.Id);
        Say(value);
    }

    public int TicketId { get; private set; }

    public int FreeFieldId { get; private set; }

    public FreeField FreeField { get; private set; } = null!;

    public string Value { get; private set; } = "";

    /// <summary>The value, as lists sort it.</summary>
    public string SortKey { get; private set; } = "";

    internal void Say(string value) => (Value, SortKey) = (value, Platform.Text.SortKey.Of(value));
}

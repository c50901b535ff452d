using Tresen.Platform.Data;

namespace Tresen.TimeTracking;

/// <summary>What is booked the database itself keeps: nothing is deleted, and figures, people and times change only as a new
/// version, in time, and neither billed nor reversed; a bill is taken back, not renamed. The internal comment stays free,
/// and in the other texts a person may be erased.</summary>
sealed class TimeEntryTriggers : ITriggers
{
    static readonly string[] Locked =
    [
        "performer_id", "recorder_id", "ticket_id", "customer_id", "bill_to_id", "department_id", "activity_id", "start", "\"end\"", "is_clocked", "day",
        "worked_minutes", "accounted_minutes", "minutes_rule", "rounded_up_to", "rate", "rate_rule", "accounting", "kilometres", "unit_price",
        "amount", "is_billable", "why_not", "confirmed_by_id", "editable_until",
    ];

    // Never, whatever else: a reversal isn't taken back, and what a row stands for doesn't change.
    static readonly string[] Fixed = ["created_at", "reverses_id", "replaces_id"];

    static readonly string[] Texts = ["description", "place", "rate_reason"];

    const string IsLocked = "new.version <= old.version or new.changed_at >= old.editable_until or old.billed_at is not null or old.reversed_at is not null or old.reverses_id is not null";

    public static IEnumerable<string> Statements(bool postgres)
    {
        var touched = string.Join(" or ", Locked.Select(Differs).Concat(Texts.Select(Triggers.Rewrites)));
        const string Rebilled = "new.billed_at is not null and (new.billing_reference = '' or (old.billed_at is not null and (new.billed_at <> old.billed_at or new.billing_reference <> old.billing_reference)))";
        var forbidden = $"({Rebilled}) or ({string.Join(" or ", Fixed.Select(Differs).Append(Triggers.Rewrites("reason")))}) or (old.reversed_at is not null and {Differs("reversed_at")}) or (({touched}) and ({IsLocked}))";
        return postgres ? Postgres(forbidden) : Sqlite(forbidden);
    }

    static string Differs(string column) => $"new.{column} is distinct from old.{column}";

    static IEnumerable<string> Sqlite(string forbidden) =>
    [
        "drop trigger if exists time_entries_locked",
        $"create trigger time_entries_locked before update on time_entries when {forbidden} begin select raise(abort, 'time entry is locked'); end",
        "create trigger if not exists time_entries_stay before delete on time_entries begin select raise(abort, 'time entries are reversed, not deleted'); end",
        "create trigger if not exists time_entry_versions_stay before delete on time_entry_versions begin select raise(abort, 'versions stay'); end",
    ];

    static IEnumerable<string> Postgres(string forbidden) =>
    [
        "create or replace function time_entry_locked() returns trigger language plpgsql as $$ begin raise exception 'time entry is locked'; end $$",
        $"create or replace trigger time_entries_locked before update on time_entries for each row when ({forbidden}) execute function time_entry_locked()",
        "create or replace trigger time_entries_stay before delete on time_entries for each row execute function time_entry_locked()",
        "create or replace trigger time_entry_versions_stay before delete on time_entry_versions for each row execute function time_entry_locked()",
    ];
}

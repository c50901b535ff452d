using Tresen.Platform.Data;

namespace Tresen.TimeTracking;

/// <summary>What is booked the database itself keeps: nothing is deleted before the years of a voucher are over, and figures, people and times change only as a new
/// version, in time, and neither billed nor reversed; a bill is taken back, not renamed. The internal comment stays free,
/// and in the other texts a person may be erased.</summary>
sealed class TimeEntryTriggers : ITriggers
{
    static readonly string[] Locked =
    [
        "performer_id", "recorder_id", "customer_id", "bill_to_id", "department_id", "activity_id", "start", "\"end\"", "is_clocked", "day",
        "worked_minutes", "accounted_minutes", "minutes_rule", "rounded_up_to", "rate", "rate_rule", "accounting", "kilometres", "unit_price",
        "amount", "is_billable", "why_not", "confirmed_by_id", "editable_until",
    ];

    // Never, whatever else: a reversal isn't taken back, and what a row stands for doesn't change.
    static readonly string[] Fixed = ["created_at", "reverses_id", "replaces_id"];

    static readonly string[] Texts = ["description", "place", "rate_reason"];

    const string IsLocked = "new.version <= old.version or new.changed_at >= old.editable_until or old.billed_at is not null or old.reversed_at is not null or old.reverses_id is not null";

    // Eight years from the end of the calendar year on (§ 147 AO, § 257 HGB). A day's grace: years begin earlier here than by the database's clock.
    static string Stays(string entry, bool postgres) => postgres
        ? $"greatest(extract(year from {entry}.day), extract(year from {entry}.created_at), extract(year from {entry}.billed_at)) + 8 >= extract(year from now() + interval '1 day')"
        : $"max(substr({entry}.day, 1, 4), substr({entry}.created_at, 1, 4), coalesce(substr({entry}.billed_at, 1, 4), '')) + 8 >= cast(strftime('%Y', 'now', '+1 day') as integer)";

    // Whoever undoes a merge takes back what went along with it, locked meanwhile or not; as a new version, and never what is billed or reversed.
    static string GoesElsewhere => $"new.ticket_id is distinct from old.ticket_id and ({IsLocked})";

    const string IsWayBack = "new.version > old.version and old.billed_at is null and old.reversed_at is null and old.reverses_id is null and exists (select 1 from move_parts p where p.kind = 8 and p.part_id = old.id and p.from_id = new.ticket_id and p.to_id = old.ticket_id)";

    static string VersionStays(bool postgres) => $"exists (select 1 from time_entries e where e.id = old.time_entry_id and {Stays("e", postgres)})";

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
        "drop trigger if exists time_entries_elsewhere",
        $"create trigger time_entries_elsewhere before update on time_entries when {GoesElsewhere} and not ({IsWayBack}) begin select raise(abort, 'time entry is locked'); end",
        "drop trigger if exists time_entries_stay",
        $"create trigger time_entries_stay before delete on time_entries when {Stays("old", postgres: false)} begin select raise(abort, 'time entries are reversed, not deleted'); end",
        "drop trigger if exists time_entry_versions_stay",
        $"create trigger time_entry_versions_stay before delete on time_entry_versions when {VersionStays(postgres: false)} begin select raise(abort, 'versions stay'); end",
    ];

    static IEnumerable<string> Postgres(string forbidden) =>
    [
        "create or replace function time_entry_locked() returns trigger language plpgsql as $$ begin raise exception 'time entry is locked'; end $$",
        $"create or replace trigger time_entries_locked before update on time_entries for each row when ({forbidden}) execute function time_entry_locked()",
        $"create or replace function time_entry_goes_elsewhere() returns trigger language plpgsql as $$ begin if not ({IsWayBack}) then raise exception 'time entry is locked'; end if; return new; end $$",
        $"create or replace trigger time_entries_elsewhere before update on time_entries for each row when ({GoesElsewhere}) execute function time_entry_goes_elsewhere()",
        $"create or replace trigger time_entries_stay before delete on time_entries for each row when ({Stays("old", postgres: true)}) execute function time_entry_locked()",
        // A trigger's condition can't ask other tables here, so the function does.
        $"create or replace function time_entry_version_stays() returns trigger language plpgsql as $$ begin if {VersionStays(postgres: true)} then raise exception 'versions stay'; end if; return old; end $$",
        "create or replace trigger time_entry_versions_stay before delete on time_entry_versions for each row execute function time_entry_version_stays()",
    ];
}

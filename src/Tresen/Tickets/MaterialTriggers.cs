using Tresen.Platform.Data;

namespace Tresen.Tickets;

/// <summary>Material that is billed the database itself keeps as it was billed, until the bill is taken back or the years of a voucher are
/// over. In its text a person may be erased.</summary>
sealed class MaterialTriggers : ITriggers
{
    static readonly string[] Locked = ["ticket_id", "article_id", "unit", "thousandths", "price", "is_billable", "added_by_id", "added_at"];

    static readonly string[] Bill = ["billed_at", "billed_to_id", "billing_reference"];

    // Eight years from the end of the calendar year on (§ 147 AO, § 257 HGB). A day's grace: years begin earlier here than by the database's clock.
    static string Stays(bool postgres) => postgres
        ? "extract(year from old.billed_at) + 8 >= extract(year from now() + interval '1 day')"
        : "substr(old.billed_at, 1, 4) + 8 >= cast(strftime('%Y', 'now', '+1 day') as integer)";

    public static IEnumerable<string> Statements(bool postgres)
    {
        var touched = $"{AnyOf(Locked)} or {Triggers.Rewrites("text")}";
        var renamed = $"new.billed_at is not null and ({AnyOf(Bill)})";
        var unsound = "new.billed_at is not null and (new.billed_to_id is null or new.billing_reference = '' or not new.is_billable)";
        var forbidden = $"({unsound}) or (old.billed_at is not null and ({touched} or ({renamed})))";
        return postgres ? Postgres(forbidden) : Sqlite(forbidden);
    }

    static string AnyOf(string[] columns) => string.Join(" or ", columns.Select(Differs));

    static string Differs(string column) => $"new.{column} is distinct from old.{column}";

    static IEnumerable<string> Sqlite(string forbidden) =>
    [
        "drop trigger if exists material_lines_billed",
        $"create trigger material_lines_billed before update on material_lines when {forbidden} begin select raise(abort, 'billed material is locked'); end",
        "drop trigger if exists material_lines_stay",
        $"create trigger material_lines_stay before delete on material_lines when {Stays(postgres: false)} begin select raise(abort, 'billed material is locked'); end",
    ];

    static IEnumerable<string> Postgres(string forbidden) =>
    [
        "create or replace function material_line_locked() returns trigger language plpgsql as $$ begin raise exception 'billed material is locked'; end $$",
        $"create or replace trigger material_lines_billed before update on material_lines for each row when ({forbidden}) execute function material_line_locked()",
        $"create or replace trigger material_lines_stay before delete on material_lines for each row when ({Stays(postgres: true)}) execute function material_line_locked()",
    ];
}

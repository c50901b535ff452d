using Tresen.Platform.Data;

namespace Tresen.Tickets;

/// <summary>What the history says the database itself keeps: a line is written once and goes only with its ticket.</summary>
sealed class HistoryTriggers : ITriggers
{
    static readonly string[] Written =
    [
        "id", "ticket_id", "position", "verb", "by_id", "at", "version", "field", "conversation", "from_id", "to_id", "\"from\"", "\"to\"", "from_text_hash", "to_text_hash", "seal",
    ];

    // A cascade begins when the ticket's row is gone already.
    const string TicketStays = "exists (select 1 from tickets where tickets.id = old.ticket_id)";

    public static IEnumerable<string> Statements(bool postgres)
    {
        var changed = string.Join(" or ", Written.Select(column => $"new.{column} is distinct from old.{column}"));
        return postgres ? Postgres(changed) : Sqlite(changed);
    }

    static IEnumerable<string> Sqlite(string changed) =>
    [
        "drop trigger if exists ticket_events_written",
        $"create trigger ticket_events_written before update on ticket_events when {changed} begin select raise(abort, 'history is not rewritten'); end",
        $"create trigger if not exists ticket_events_stay before delete on ticket_events when {TicketStays} begin select raise(abort, 'history is not rewritten'); end",
    ];

    // A trigger's condition can't ask other tables here, so the function does.
    static IEnumerable<string> Postgres(string changed) =>
    [
        "create or replace function history_written() returns trigger language plpgsql as $$ begin raise exception 'history is not rewritten'; end $$",
        $"create or replace function history_stays() returns trigger language plpgsql as $$ begin if {TicketStays} then raise exception 'history is not rewritten'; end if; return old; end $$",
        $"create or replace trigger ticket_events_written before update on ticket_events for each row when ({changed}) execute function history_written()",
        "create or replace trigger ticket_events_stay before delete on ticket_events for each row execute function history_stays()",
    ];
}

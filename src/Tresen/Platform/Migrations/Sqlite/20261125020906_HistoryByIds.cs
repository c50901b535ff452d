using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HistoryByIds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand, so that what is there keeps its place and its texts.
            migrationBuilder.Sql("""
                create table changed_texts_anew (
                    hash TEXT NOT NULL CONSTRAINT pk_changed_texts PRIMARY KEY,
                    text TEXT NULL,
                    salt TEXT NOT NULL
                );
                insert into changed_texts_anew (hash, text, salt) select hash, text, salt from changed_texts;
                """);
            migrationBuilder.Sql("""
                create table ticket_events_anew (
                    id INTEGER NOT NULL CONSTRAINT pk_ticket_events PRIMARY KEY AUTOINCREMENT,
                    ticket_id INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    verb INTEGER NOT NULL,
                    by_id INTEGER NULL,
                    at TEXT NOT NULL,
                    version INTEGER NOT NULL,
                    field TEXT NOT NULL,
                    conversation INTEGER NULL,
                    from_id INTEGER NULL,
                    to_id INTEGER NULL,
                    "from" TEXT NULL,
                    "to" TEXT NULL,
                    from_text_hash TEXT NULL,
                    to_text_hash TEXT NULL,
                    seal TEXT NOT NULL,
                    is_told INTEGER NOT NULL,
                    CONSTRAINT fk_ticket_events_changed_texts_from_text_hash FOREIGN KEY (from_text_hash) REFERENCES changed_texts_anew (hash) ON DELETE RESTRICT,
                    CONSTRAINT fk_ticket_events_changed_texts_to_text_hash FOREIGN KEY (to_text_hash) REFERENCES changed_texts_anew (hash) ON DELETE RESTRICT,
                    CONSTRAINT fk_ticket_events_staff_members_by_id FOREIGN KEY (by_id) REFERENCES staff_members (id) ON DELETE RESTRICT,
                    CONSTRAINT fk_ticket_events_ticket_ticket_id FOREIGN KEY (ticket_id) REFERENCES tickets (id) ON DELETE CASCADE
                );
                insert into ticket_events_anew (id, ticket_id, position, verb, by_id, at, version, field, "from", "to", from_text_hash, to_text_hash, seal, is_told)
                    select e.id, e.ticket_id, row_number() over (partition by e.ticket_id order by e.id), e.verb, e.by_id, e.at, e.version, e.field, e."from", e."to", f.hash, t.hash, '', e.is_told
                    from ticket_events e left join changed_texts f on f.id = e.from_text_id left join changed_texts t on t.id = e.to_text_id;
                """);
            migrationBuilder.Sql("""
                drop table ticket_events;
                drop table changed_texts;
                alter table changed_texts_anew rename to changed_texts;
                alter table ticket_events_anew rename to ticket_events;
                create index ix_ticket_events_by_id on ticket_events (by_id);
                create index ix_ticket_events_from_text_hash on ticket_events (from_text_hash);
                create unique index ix_ticket_events_ticket_id_position on ticket_events (ticket_id, position);
                create index ix_ticket_events_to_text_hash on ticket_events (to_text_hash);
                """);
            migrationBuilder.Sql("""
                alter table tickets add column history_length INTEGER NOT NULL DEFAULT 0;
                alter table tickets add column history_seal TEXT NOT NULL DEFAULT '';
                update tickets set history_length = (select count(*) from ticket_events e where e.ticket_id = tickets.id);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_ticket_events_changed_texts_from_text_hash",
                table: "ticket_events");

            migrationBuilder.DropForeignKey(
                name: "fk_ticket_events_changed_texts_to_text_hash",
                table: "ticket_events");

            migrationBuilder.DropIndex(
                name: "ix_ticket_events_from_text_hash",
                table: "ticket_events");

            migrationBuilder.DropIndex(
                name: "ix_ticket_events_ticket_id_position",
                table: "ticket_events");

            migrationBuilder.DropIndex(
                name: "ix_ticket_events_to_text_hash",
                table: "ticket_events");

            migrationBuilder.DropPrimaryKey(
                name: "pk_changed_texts",
                table: "changed_texts");

            migrationBuilder.DropColumn(
                name: "history_length",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "history_seal",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "conversation",
                table: "ticket_events");

            migrationBuilder.DropColumn(
                name: "from_text_hash",
                table: "ticket_events");

            migrationBuilder.DropColumn(
                name: "position",
                table: "ticket_events");

            migrationBuilder.DropColumn(
                name: "seal",
                table: "ticket_events");

            migrationBuilder.DropColumn(
                name: "to_text_hash",
                table: "ticket_events");

            migrationBuilder.RenameColumn(
                name: "to_id",
                table: "ticket_events",
                newName: "to_text_id");

            migrationBuilder.RenameColumn(
                name: "from_id",
                table: "ticket_events",
                newName: "from_text_id");

            migrationBuilder.AddColumn<int>(
                name: "id",
                table: "changed_texts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0)
                .Annotation("Sqlite:Autoincrement", true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_changed_texts",
                table: "changed_texts",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_events_from_text_id",
                table: "ticket_events",
                column: "from_text_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_events_ticket_id_id",
                table: "ticket_events",
                columns: new[] { "ticket_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ticket_events_to_text_id",
                table: "ticket_events",
                column: "to_text_id");

            migrationBuilder.AddForeignKey(
                name: "fk_ticket_events_changed_texts_from_text_id",
                table: "ticket_events",
                column: "from_text_id",
                principalTable: "changed_texts",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "fk_ticket_events_changed_texts_to_text_id",
                table: "ticket_events",
                column: "to_text_id",
                principalTable: "changed_texts",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }
    }
}

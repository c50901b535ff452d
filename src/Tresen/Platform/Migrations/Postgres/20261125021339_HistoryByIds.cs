using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HistoryByIds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand, so that what is there keeps its place and its texts.
            migrationBuilder.Sql("""
                alter table ticket_events
                    add column position integer not null default 0,
                    add column conversation bigint,
                    add column from_id integer,
                    add column to_id integer,
                    add column from_text_hash character varying(64),
                    add column to_text_hash character varying(64),
                    add column seal character varying(64) not null default '';
                update ticket_events e set position = o.position, from_text_hash = o.f, to_text_hash = o.t
                    from (select x.id, row_number() over (partition by x.ticket_id order by x.id) as position, f.hash as f, t.hash as t
                        from ticket_events x left join changed_texts f on f.id = x.from_text_id left join changed_texts t on t.id = x.to_text_id) o
                    where o.id = e.id;
                """);
            migrationBuilder.Sql("""
                alter table ticket_events
                    drop constraint fk_ticket_events_changed_texts_from_text_id,
                    drop constraint fk_ticket_events_changed_texts_to_text_id,
                    drop column from_text_id,
                    drop column to_text_id;
                drop index if exists ix_ticket_events_ticket_id_id;
                alter table changed_texts
                    drop column id,
                    alter column hash type character varying(64),
                    alter column salt type character varying(32),
                    add constraint pk_changed_texts primary key (hash);
                """);
            migrationBuilder.Sql("""
                alter table ticket_events
                    add constraint fk_ticket_events_changed_texts_from_text_hash foreign key (from_text_hash) references changed_texts (hash) on delete restrict,
                    add constraint fk_ticket_events_changed_texts_to_text_hash foreign key (to_text_hash) references changed_texts (hash) on delete restrict;
                create index ix_ticket_events_from_text_hash on ticket_events (from_text_hash);
                create unique index ix_ticket_events_ticket_id_position on ticket_events (ticket_id, position);
                create index ix_ticket_events_to_text_hash on ticket_events (to_text_hash);
                """);
            migrationBuilder.Sql("""
                alter table tickets
                    add column history_length integer not null default 0,
                    add column history_seal character varying(64) not null default '';
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

            migrationBuilder.AlterColumn<string>(
                name: "salt",
                table: "changed_texts",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(32)",
                oldMaxLength: 32);

            migrationBuilder.AlterColumn<string>(
                name: "hash",
                table: "changed_texts",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AddColumn<int>(
                name: "id",
                table: "changed_texts",
                type: "integer",
                nullable: false,
                defaultValue: 0)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

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

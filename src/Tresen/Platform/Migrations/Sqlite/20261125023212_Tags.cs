using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Tags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "english",
                table: "tags",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "is_active",
                table: "tags",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<int>(
                name: "position",
                table: "tags",
                type: "INTEGER",
                nullable: false,
                defaultValue: 99);

            // By hand: what EF would do to the table can't be done within a transaction, and is warned of at every first start.
            migrationBuilder.Sql("""
                create table ticket_tags_anew (
                    ticket_id INTEGER NOT NULL,
                    tag_id INTEGER NOT NULL,
                    CONSTRAINT pk_ticket_tags PRIMARY KEY (ticket_id, tag_id),
                    CONSTRAINT fk_ticket_tags_tags_tag_id FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE RESTRICT,
                    CONSTRAINT fk_ticket_tags_tickets_ticket_id FOREIGN KEY (ticket_id) REFERENCES tickets (id) ON DELETE CASCADE
                );
                insert into ticket_tags_anew (ticket_id, tag_id) select ticket_id, tag_id from ticket_tags;
                drop table ticket_tags;
                alter table ticket_tags_anew rename to ticket_tags;
                create index ix_ticket_tags_tag_id on ticket_tags (tag_id);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_ticket_tags_tags_tag_id",
                table: "ticket_tags");

            migrationBuilder.DropColumn(
                name: "english",
                table: "tags");

            migrationBuilder.DropColumn(
                name: "is_active",
                table: "tags");

            migrationBuilder.DropColumn(
                name: "position",
                table: "tags");

            migrationBuilder.AddForeignKey(
                name: "fk_ticket_tags_tags_tag_id",
                table: "ticket_tags",
                column: "tag_id",
                principalTable: "tags",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}

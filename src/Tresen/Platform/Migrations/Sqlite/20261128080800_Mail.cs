using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Mail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "scanned_at",
                table: "stored_files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "threat",
                table: "stored_files",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "send_at",
                table: "outgoing_mails",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "thread_index",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "told",
                table: "outgoing_mails",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "content_id",
                table: "outgoing_attachments",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "findings",
                table: "messages",
                type: "TEXT",
                maxLength: 4000000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "quotes",
                table: "mailboxes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "later_at",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "virus_scanners",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    address = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    serves_unscanned = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_virus_scanners", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_stored_files_unscanned",
                table: "stored_files",
                column: "id",
                filter: "scanned_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "virus_scanners");

            migrationBuilder.DropIndex(
                name: "ix_stored_files_unscanned",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "scanned_at",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "threat",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "proof",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "send_at",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "thread_index",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "told",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "content_id",
                table: "outgoing_attachments");

            migrationBuilder.DropColumn(
                name: "findings",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "quotes",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "later_at",
                table: "conversations");
        }
    }
}

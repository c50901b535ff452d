using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
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
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "threat",
                table: "stored_files",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "outgoing_mails",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "send_at",
                table: "outgoing_mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "thread_index",
                table: "outgoing_mails",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "told",
                table: "outgoing_mails",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "content_id",
                table: "outgoing_attachments",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "findings",
                table: "messages",
                type: "character varying(4000000)",
                maxLength: 4000000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "quotes",
                table: "mailboxes",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "later_at",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "virus_scanners",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    serves_unscanned = table.Column<bool>(type: "boolean", nullable: false)
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

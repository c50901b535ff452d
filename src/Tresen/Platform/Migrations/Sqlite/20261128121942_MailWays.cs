using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MailWays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "server_key",
                table: "raw_mails",
                type: "TEXT",
                maxLength: 70,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "access_token",
                table: "mailboxes",
                type: "TEXT",
                maxLength: 32000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "access_until",
                table: "mailboxes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "fetching_paused_at",
                table: "mailboxes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "imap_by_token",
                table: "mailboxes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "o_auth_client_id",
                table: "mailboxes",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "o_auth_consent_address",
                table: "mailboxes",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "o_auth_scope",
                table: "mailboxes",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "o_auth_secret",
                table: "mailboxes",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "o_auth_token_address",
                table: "mailboxes",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "protocol",
                table: "mailboxes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "refresh_token",
                table: "mailboxes",
                type: "TEXT",
                maxLength: 32000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "sending_paused_at",
                table: "mailboxes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "smtp_by_token",
                table: "mailboxes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "token_lease_until",
                table: "mailboxes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "backups",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    how = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mail_limits",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    fetched_megabytes = table.Column<int>(type: "INTEGER", nullable: false),
                    read_megabytes = table.Column<int>(type: "INTEGER", nullable: false),
                    header_kilobytes = table.Column<int>(type: "INTEGER", nullable: false),
                    parts = table.Column<int>(type: "INTEGER", nullable: false),
                    depth = table.Column<int>(type: "INTEGER", nullable: false),
                    recipients = table.Column<int>(type: "INTEGER", nullable: false),
                    seconds = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_limits", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_raw_mails_mailbox_id_server_key",
                table: "raw_mails",
                columns: new[] { "mailbox_id", "server_key" });

            migrationBuilder.CreateIndex(
                name: "ix_backups_at",
                table: "backups",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "backups");

            migrationBuilder.DropTable(
                name: "mail_limits");

            migrationBuilder.DropIndex(
                name: "ix_raw_mails_mailbox_id_server_key",
                table: "raw_mails");

            migrationBuilder.DropColumn(
                name: "server_key",
                table: "raw_mails");

            migrationBuilder.DropColumn(
                name: "access_token",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "access_until",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "fetching_paused_at",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "imap_by_token",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "o_auth_client_id",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "o_auth_consent_address",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "o_auth_scope",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "o_auth_secret",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "o_auth_token_address",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "protocol",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "refresh_token",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "sending_paused_at",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "smtp_by_token",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "token_lease_until",
                table: "mailboxes");
        }
    }
}

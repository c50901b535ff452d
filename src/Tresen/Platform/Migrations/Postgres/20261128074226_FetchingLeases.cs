using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FetchingLeases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_raw_mails_mailbox_id_uid_validity_uid",
                table: "raw_mails");

            migrationBuilder.AddColumn<bool>(
                name: "is_old",
                table: "raw_mails",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "fetch_lease_until",
                table: "mailboxes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "fetch_refusals",
                table: "mailboxes",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_fetching_paused",
                table: "mailboxes",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "new_from_uid",
                table: "mailboxes",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateOnly>(
                name: "takes_from",
                table: "mailboxes",
                type: "date",
                nullable: true);

            migrationBuilder.Sql("update mailboxes set new_from_uid = first_uid where connected_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_raw_mails_mailbox_id_uid_validity_uid_sha256",
                table: "raw_mails",
                columns: new[] { "mailbox_id", "uid_validity", "uid", "sha256" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_raw_mails_mailbox_id_uid_validity_uid_sha256",
                table: "raw_mails");

            migrationBuilder.DropColumn(
                name: "is_old",
                table: "raw_mails");

            migrationBuilder.DropColumn(
                name: "fetch_lease_until",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "fetch_refusals",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "is_fetching_paused",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "new_from_uid",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "takes_from",
                table: "mailboxes");

            migrationBuilder.CreateIndex(
                name: "ix_raw_mails_mailbox_id_uid_validity_uid",
                table: "raw_mails",
                columns: new[] { "mailbox_id", "uid_validity", "uid" },
                unique: true);
        }
    }
}

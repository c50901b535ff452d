using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SettingsKeepingLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "color",
                table: "kinds",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "grey");

            migrationBuilder.AddColumn<int>(
                name: "kind",
                table: "free_fields",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "option_lines",
                table: "free_fields",
                type: "TEXT",
                maxLength: 12000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "color",
                table: "channels",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "grey");

            migrationBuilder.AddColumn<string>(
                name: "color",
                table: "areas",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "grey");

            migrationBuilder.CreateTable(
                name: "retention_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    is_nightly = table.Column<bool>(type: "INTEGER", nullable: false),
                    switched_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    free_years = table.Column<int>(type: "INTEGER", nullable: true),
                    spam_days = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_rules", x => x.id);
                    table.ForeignKey(
                        name: "fk_retention_rules_staff_member_switched_by_id",
                        column: x => x.switched_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "retention_runs",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    cause = table.Column<int>(type: "INTEGER", nullable: false),
                    by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    free_years = table.Column<int>(type: "INTEGER", nullable: true),
                    spam_days = table.Column<int>(type: "INTEGER", nullable: true),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reached_id = table.Column<int>(type: "INTEGER", nullable: false),
                    free_tickets = table.Column<int>(type: "INTEGER", nullable: false),
                    letter_tickets = table.Column<int>(type: "INTEGER", nullable: false),
                    voucher_tickets = table.Column<int>(type: "INTEGER", nullable: false),
                    messages = table.Column<int>(type: "INTEGER", nullable: false),
                    raw_mails = table.Column<int>(type: "INTEGER", nullable: false),
                    files = table.Column<int>(type: "INTEGER", nullable: false),
                    bookings = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_retention_runs_staff_member_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "setting_chains",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    length = table.Column<int>(type: "INTEGER", nullable: false),
                    seal = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting_chains", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "setting_changes",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    verb = table.Column<int>(type: "INTEGER", nullable: false),
                    by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    row = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    from = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    to = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    from_text_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    to_text_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    seal = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting_changes", x => x.id);
                    table.ForeignKey(
                        name: "fk_setting_changes_changed_texts_from_text_hash",
                        column: x => x.from_text_hash,
                        principalTable: "changed_texts",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_setting_changes_changed_texts_to_text_hash",
                        column: x => x.to_text_hash,
                        principalTable: "changed_texts",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_setting_changes_staff_member_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "gone_tickets",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    @class = table.Column<int>(name: "class", type: "INTEGER", nullable: false),
                    run_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gone_tickets", x => x.number);
                    table.ForeignKey(
                        name: "fk_gone_tickets_retention_run_run_id",
                        column: x => x.run_id,
                        principalTable: "retention_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_gone_tickets_run_id",
                table: "gone_tickets",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_retention_rules_switched_by_id",
                table: "retention_rules",
                column: "switched_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_retention_runs_by_id",
                table: "retention_runs",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_retention_runs_finished_at",
                table: "retention_runs",
                column: "finished_at");

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_area_position",
                table: "setting_changes",
                columns: new[] { "area", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_by_id",
                table: "setting_changes",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_from_text_hash",
                table: "setting_changes",
                column: "from_text_hash");

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_position",
                table: "setting_changes",
                column: "position",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_to_text_hash",
                table: "setting_changes",
                column: "to_text_hash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gone_tickets");

            migrationBuilder.DropTable(
                name: "retention_rules");

            migrationBuilder.DropTable(
                name: "setting_chains");

            migrationBuilder.DropTable(
                name: "setting_changes");

            migrationBuilder.DropTable(
                name: "retention_runs");

            migrationBuilder.DropColumn(
                name: "color",
                table: "kinds");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "free_fields");

            migrationBuilder.DropColumn(
                name: "option_lines",
                table: "free_fields");

            migrationBuilder.DropColumn(
                name: "color",
                table: "channels");

            migrationBuilder.DropColumn(
                name: "color",
                table: "areas");
        }
    }
}

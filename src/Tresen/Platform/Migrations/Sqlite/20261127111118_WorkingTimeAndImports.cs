using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WorkingTimeAndImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "react_by",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "reacted_at",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "solve_by",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "bundesland",
                table: "departments",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "escalation",
                table: "departments",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "hours",
                table: "departments",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "promises",
                table: "departments",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "regional",
                table: "departments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "closed",
                table: "companies",
                type: "TEXT",
                maxLength: 20000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "hours",
                table: "companies",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "480-1020;480-1020;480-1020;480-1020;480-1020;;");

            migrationBuilder.AddColumn<int>(
                name: "regional",
                table: "companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "remind_days",
                table: "companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "remind_minutes",
                table: "companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 60);

            migrationBuilder.CreateTable(
                name: "data_imports",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    what = table.Column<int>(type: "INTEGER", nullable: false),
                    file_id = table.Column<int>(type: "INTEGER", nullable: true),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    by_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    columns = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    key = table.Column<int>(type: "INTEGER", nullable: false),
                    blanks_clear = table.Column<bool>(type: "INTEGER", nullable: false),
                    trials = table.Column<int>(type: "INTEGER", nullable: false),
                    @new = table.Column<int>(name: "new", type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    failed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_imports", x => x.id);
                    table.ForeignKey(
                        name: "fk_data_imports_staff_member_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_data_imports_stored_file_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_rows",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    import_id = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    record = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    column = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    sentence = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    changes = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    mark = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    customer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    contact_id = table.Column<int>(type: "INTEGER", nullable: true),
                    device_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_rows", x => x.id);
                    table.ForeignKey(
                        name: "fk_import_rows_contacts_contact_id",
                        column: x => x.contact_id,
                        principalTable: "contacts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_import_rows_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_import_rows_data_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "data_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_import_rows_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_data_imports_by_id",
                table: "data_imports",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_data_imports_file_id",
                table: "data_imports",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_rows_contact_id",
                table: "import_rows",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_rows_customer_id",
                table: "import_rows",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_rows_device_id",
                table: "import_rows",
                column: "device_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_rows_import_id_line",
                table: "import_rows",
                columns: new[] { "import_id", "line" });

            // Mariä Himmelfahrt was a holiday for every firm in Bayern until it became a choice.
            migrationBuilder.Sql("update companies set regional = 1 where bundesland = 'BY'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_rows");

            migrationBuilder.DropTable(
                name: "data_imports");

            migrationBuilder.DropColumn(
                name: "react_by",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "reacted_at",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "solve_by",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "bundesland",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "escalation",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "hours",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "promises",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "regional",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "closed",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "hours",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "regional",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "remind_days",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "remind_minutes",
                table: "companies");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RecurringTickets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "recurring_tickets",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    description = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    device_id = table.Column<int>(type: "integer", nullable: true),
                    department_id = table.Column<int>(type: "integer", nullable: false),
                    assignee_id = table.Column<int>(type: "integer", nullable: true),
                    kind_id = table.Column<int>(type: "integer", nullable: false),
                    area_id = table.Column<int>(type: "integer", nullable: true),
                    checklist_id = table.Column<int>(type: "integer", nullable: true),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    planned_minutes = table.Column<int>(type: "integer", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    every = table.Column<int>(type: "integer", nullable: false),
                    unit = table.Column<int>(type: "integer", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    days_ahead = table.Column<int>(type: "integer", nullable: false),
                    is_paused = table.Column<bool>(type: "boolean", nullable: false),
                    next_place = table.Column<int>(type: "integer", nullable: false),
                    created_by_id = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recurring_tickets", x => x.id);
                    table.ForeignKey(
                        name: "fk_recurring_tickets_areas_area_id",
                        column: x => x.area_id,
                        principalTable: "areas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_recurring_tickets_checklists_checklist_id",
                        column: x => x.checklist_id,
                        principalTable: "checklists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_recurring_tickets_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_recurring_tickets_departments_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_recurring_tickets_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_recurring_tickets_kinds_kind_id",
                        column: x => x.kind_id,
                        principalTable: "kinds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_recurring_tickets_staff_members_assignee_id",
                        column: x => x.assignee_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_recurring_tickets_staff_members_created_by_id",
                        column: x => x.created_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recurring_turns",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    recurring_ticket_id = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    ticket_id = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recurring_turns", x => x.id);
                    table.ForeignKey(
                        name: "fk_recurring_turns_recurring_tickets_recurring_ticket_id",
                        column: x => x.recurring_ticket_id,
                        principalTable: "recurring_tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_recurring_turns_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_recurring_tickets_area_id",
                table: "recurring_tickets",
                column: "area_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_tickets_assignee_id",
                table: "recurring_tickets",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_tickets_checklist_id",
                table: "recurring_tickets",
                column: "checklist_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_tickets_created_by_id",
                table: "recurring_tickets",
                column: "created_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_tickets_customer_id",
                table: "recurring_tickets",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_tickets_department_id",
                table: "recurring_tickets",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_tickets_device_id",
                table: "recurring_tickets",
                column: "device_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_tickets_kind_id",
                table: "recurring_tickets",
                column: "kind_id");

            migrationBuilder.CreateIndex(
                name: "ix_recurring_turns_recurring_ticket_id_place",
                table: "recurring_turns",
                columns: new[] { "recurring_ticket_id", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recurring_turns_ticket_id",
                table: "recurring_turns",
                column: "ticket_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recurring_turns");

            migrationBuilder.DropTable(
                name: "recurring_tickets");
        }
    }
}

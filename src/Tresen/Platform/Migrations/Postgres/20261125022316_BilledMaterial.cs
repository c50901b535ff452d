using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BilledMaterial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "billed_amount",
                table: "tickets",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "unbilled_amount",
                table: "tickets",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("""
                update tickets set unbilled_amount =
                    coalesce((select sum(e.amount) from time_entries e where e.ticket_id = tickets.id and e.is_billable and e.billed_at is null), 0)
                    + coalesce((select sum((m.price * m.thousandths + 500) / 1000) from material_lines m where m.ticket_id = tickets.id and m.is_billable and m.billed_at is null), 0);
                update tickets set billed_amount =
                    coalesce((select sum(e.amount) from time_entries e where e.ticket_id = tickets.id and e.is_billable and e.billed_at is not null), 0)
                    + coalesce((select sum((m.price * m.thousandths + 500) / 1000) from material_lines m where m.ticket_id = tickets.id and m.is_billable and m.billed_at is not null), 0);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "billed_amount",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "unbilled_amount",
                table: "tickets");
        }
    }
}

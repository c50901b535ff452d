using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PartialMails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_partial",
                table: "raw_mails",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            // Too large (1) or not given (10): of these only the header is here. So it is of those that somebody decided about already, and that are still to be
            // moved or deleted on their server: they are much smaller here than it says there.
            migrationBuilder.Sql("update raw_mails set is_partial = true where reason in (1, 10) or (settled_at is null and bytes > 500000 + (select f.bytes from stored_files f where f.id = raw_mails.file_id))");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_partial",
                table: "raw_mails");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CustomersMerge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "former_names",
                table: "customers",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "former_numbers",
                table: "customers",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "merged_at",
                table: "customers",
                type: "TEXT",
                nullable: true);

            // With its foreign key at once: added later, the table would be built anew, and dropping the old one would take the contacts along.
            migrationBuilder.Sql("alter table customers add column merged_into_id INTEGER null constraint fk_customers_customers_merged_into_id references customers (id) on delete restrict");

            migrationBuilder.CreateIndex(
                name: "ix_customers_merged_into_id",
                table: "customers",
                column: "merged_into_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_customers_customers_merged_into_id",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_customers_merged_into_id",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "former_names",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "former_numbers",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "merged_at",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "customers");
        }
    }
}

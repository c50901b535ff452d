namespace Tresen.BrowserTests;

/// <summary>Every page is for everybody: wide and narrow, light and dark, seen, heard or touched.</summary>
public sealed class PagesStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData("home", "/")]
    [InlineData("overview", "/tickets")]
    [InlineData("overview-all", "/tickets?state=all&sort=-date")]
    [InlineData("overview-print", "/tickets/export?state=open&format=print")]
    [InlineData("bulk", "/tickets/bulk?list=state%3Dopen&all=true")]
    [InlineData("view-new", "/tickets/views/new?state=open&priority=high")]
    [InlineData("ticket-new", "/tickets/new?customer=10001")]
    [InlineData("approvals", "/approvals")]
    [InlineData("conversations", "/conversations")]
    [InlineData("search", "/search?q=Drucker")]
    [InlineData("notifications", "/notifications")]
    [InlineData("billing", "/billing")]
    [InlineData("review", "/mail/review")]
    [InlineData("outbox", "/mail/outbox")]
    [InlineData("mail-addresses", "/mail/addresses")]
    [InlineData("time", "/time")]
    [InlineData("time-week", "/time?view=week")]
    [InlineData("time-new", "/time/new")]
    [InlineData("attendance", "/time/attendance")]
    [InlineData("absences", "/absences")]
    [InlineData("account", "/account")]
    public Task At_the_counter(string name, string path) => Look(name, path);

    [Theory]
    [InlineData("customers", "/customers")]
    [InlineData("customer-new", "/customers/new")]
    [InlineData("customer", "/customers/10002")]
    [InlineData("customer-edit", "/customers/10002/edit")]
    [InlineData("customer-contacts", "/customers/10002/contacts")]
    [InlineData("customer-sites", "/customers/10002/sites")]
    [InlineData("customer-devices", "/customers/10002/devices")]
    [InlineData("customer-tickets", "/customers/10002/tickets")]
    [InlineData("customer-time", "/customers/10002/time-account")]
    [InlineData("customer-files", "/customers/10002/files")]
    [InlineData("devices", "/devices")]
    [InlineData("device", "/devices/1")]
    [InlineData("device-new", "/devices/new?customer=10002")]
    [InlineData("articles", "/articles")]
    [InlineData("article-new", "/articles/new")]
    public Task Master_data(string name, string path) => Look(name, path);

    [Theory]
    [InlineData("departments", "/administration/departments")]
    [InlineData("department", "/administration/departments/2")]
    [InlineData("staff", "/administration/staff")]
    [InlineData("staff-edit", "/administration/staff/3")]
    [InlineData("staff-new", "/administration/staff/new")]
    [InlineData("roles", "/administration/roles")]
    [InlineData("role", "/administration/roles/lead")]
    [InlineData("role-new", "/administration/roles/new")]
    [InlineData("role-fixed", "/administration/roles/administrator")]
    [InlineData("sign-in-provider", "/administration/sign-in")]
    [InlineData("sign-in-directory", "/administration/sign-in/directory")]
    [InlineData("company", "/administration/company")]
    [InlineData("hours", "/administration/hours")]
    [InlineData("department-hours", "/administration/departments/2/hours")]
    [InlineData("promises", "/administration/promises")]
    [InlineData("promise", "/administration/promises/1")]
    [InlineData("mailboxes", "/administration/mailboxes")]
    [InlineData("mailbox", "/administration/mailboxes/1")]
    [InlineData("mail-limits", "/administration/mail-limits")]
    [InlineData("virus-scanner", "/administration/virus-scanner")]
    [InlineData("templates", "/administration/templates")]
    [InlineData("template", "/administration/templates/1")]
    [InlineData("request-form", "/administration/request-form")]
    [InlineData("lists", "/administration/lists")]
    [InlineData("time-settings", "/administration/time")]
    [InlineData("checklists", "/administration/checklists")]
    [InlineData("privacy", "/administration/privacy")]
    [InlineData("holds", "/administration/privacy/holds")]
    [InlineData("checkup", "/administration/checkup")]
    [InlineData("tags", "/administration/lists/tags")]
    [InlineData("activity", "/administration/activities/1")]
    public Task Administration(string name, string path) => Look(name, path);

    [Fact]
    public async Task What_the_public_sees()
    {
        var stranger = (await Stranger()).Expects("404 GET");
        await stranger.Open("/request");
        await stranger.Inspect("request");
        await stranger.Open("/nowhere");
        await stranger.Inspect("not-found");
    }

    async Task Look(string name, string path)
    {
        var anna = await Administrator();
        await anna.Open(path);
        await anna.Inspect(name);
    }
}

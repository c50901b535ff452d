using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Tresen.Platform.Web;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Security;

/// <summary>What the program itself asks of addresses that somebody typed.</summary>
public sealed class OutgoingHttpTests : IDisposable
{
    readonly OutgoingHttp closed = new(new ConfigurationBuilder().Build());
    readonly OutgoingHttp open = new(new ConfigurationBuilder().AddInMemoryCollection([new("Tresen:IssuerOnThisMachine", "true")]).Build());

    public void Dispose()
    {
        closed.Dispose();
        open.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("0.0.0.0")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("fd00:ec2::254")]
    public void D14_Some_places_are_never_connected_to(string address) => closed.IsForbidden(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("192.168.1.10")]
    [InlineData("172.20.3.4")]
    [InlineData("fd12:3456::1")]
    [InlineData("203.0.113.7")]
    [InlineData("2001:db8::1")]
    public void D14_The_companys_own_network_may_be_asked(string address) => closed.IsForbidden(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("http://anmeldung.firma.example/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://anmeldung.firma.example/")]
    [InlineData("ftp://anmeldung.firma.example/")]
    [InlineData("https://wer:was@anmeldung.firma.example/")]
    public async Task D14_Only_https_is_spoken(string address)
    {
        closed.Allows(new Uri(address)).ShouldBeFalse();
        await Should.ThrowAsync<ForbiddenAddressException>(() => closed.Client.GetAsync(new Uri(address), TestContext.Current.CancellationToken));
    }

    /// <summary>The name is allowed, what it leads to is not: so it doesn't matter how an address is written or what a name resolves to later.</summary>
    [Theory]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://localhost.:{0}/")]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://127.1:{0}/")]
    [InlineData("https://2130706433:{0}/")]
    [InlineData("https://0x7f000001:{0}/")]
    [InlineData("https://0177.0.0.1:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("https://0.0.0.0:{0}/")]
    public async Task D14_This_machine_is_not_reached_however_it_is_written(string address)
    {
        await using var issuer = await LocalIssuer.StartAsync();
        var refused = await Should.ThrowAsync<HttpRequestException>(() => closed.Client.GetAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, new Uri(issuer.Issuer).Port)), TestContext.Current.CancellationToken));
        refused.InnerException.ShouldBeOfType<ForbiddenAddressException>();
    }

    [Fact]
    public async Task D14_A_provider_on_this_machine_is_asked_where_that_is_set()
    {
        await using var issuer = await LocalIssuer.StartAsync();
        (await open.Client.GetStringAsync(new Uri(issuer.Issuer + "/keys"), TestContext.Current.CancellationToken)).ShouldContain("RSA");
        open.IsForbidden(IPAddress.Parse("169.254.169.254")).ShouldBeTrue();
        open.Allows(new Uri("http://anmeldung.firma.example/")).ShouldBeFalse();
    }

    /// <summary>A mail server or a directory may stand on this machine; where a cloud tells its secrets, none does.</summary>
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("169.254.169.254.")]
    [InlineData("2852039166")]
    [InlineData("0.0.0.0")]
    public async Task D14_A_mail_server_or_directory_is_not_looked_for_where_clouds_keep_secrets(string host)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var refused = await Should.ThrowAsync<SocketException>(() => socket.ConnectToAsync(host, 80, TestContext.Current.CancellationToken));
        refused.SocketErrorCode.ShouldBe(SocketError.NetworkUnreachable);
        socket.Connected.ShouldBeFalse();
    }
}

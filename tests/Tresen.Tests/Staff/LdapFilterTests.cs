using CsCheck;
using Tresen.Staff.Ldap;

namespace Tresen.Tests.Staff;

/// <summary>Search filters, and what people type into them.</summary>
public sealed class LdapFilterTests
{
    [Fact]
    public void Whatever_is_put_into_a_filter_leaves_it_as_it_is() =>
        Gen.String.Sample(typed => LdapFilter.IsOne(LdapFilter.Fill("(&(objectClass=person)(|(uid={0})(mail={0})))", typed))
            && LdapFilter.Escape(typed).All(c => char.IsAsciiLetterOrDigit(c) || c == '\\'));

    [Fact]
    public void No_text_breaks_the_reading_of_filters() => Gen.String[Gen.Char["()&|!=*\\:<>~a1 "], 0, 40].Sample(text => LdapFilter.IsOne(text) == LdapFilter.IsOne($" {text} "));

    [Theory]
    [InlineData("(uid=x)", true)]
    [InlineData("(&(a=1)(!(b=2))(|(c=*)(d=e*f*g)))", true)]
    [InlineData("(memberOf:1.2.840.113556.1.4.1941:=cn=x,dc=y)", true)]
    [InlineData("(a>=1)", true)]
    [InlineData("(a=\\2a)", true)]
    [InlineData("uid=x", false)]
    [InlineData("(uid=x", false)]
    [InlineData("(uid=x))", false)]
    [InlineData("(&)", false)]
    [InlineData("(=x)", false)]
    [InlineData("(a=\\2)", false)]
    [InlineData("", false)]
    public void Filters_are_read_as_they_are_written(string text, bool isOne) => LdapFilter.IsOne(text).ShouldBe(isOne);
}

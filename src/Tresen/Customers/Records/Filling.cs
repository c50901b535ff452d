using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;

namespace Tresen.Customers.Records;

/// <summary>From the form into the customer.</summary>
static class Filling
{
    /// <summary>Sets what the form holds; the rate only for somebody who may change it (threat D05).</summary>
    public static void TakeFrom(this Customer customer, CustomerForm form, Me me)
    {
        customer.Describe(form.Name!, form.Street ?? "", form.PostalCode ?? "", form.Town ?? "", form.VatId ?? "");
        customer.ReachBy(form.Mail ?? "", form.Phone ?? "");
        customer.OwnsDomains(form.EachDomain);
        customer.Warn(form.NoticeKind, form.Notice ?? "");
        customer.Note(form.Remark ?? "");
        customer.Use(form.IsActive);
        if (me.Can(Capability.Billing))
        {
            customer.Charge(form.Rate);
        }
    }

    /// <summary>A domain belongs to one customer.</summary>
    public static async Task RefuseForeignDomainsAsync(this TresenDb db, CustomerForm form, int ownId, ModelStateDictionary state, CancellationToken cancel)
    {
        var domains = form.EachDomain;
        var taken = domains.Count == 0 ? null : await db.Set<CustomerDomain>().Where(d => domains.Contains(d.Domain) && d.CustomerId != ownId)
            .Select(d => new { d.Domain, d.Customer.Number, d.Customer.Name }).FirstOrDefaultAsync(cancel);
        if (taken is not null)
        {
            state.AddModelError(nameof(form.Domains), Words.Of("{0} gehört schon zu {1} {2}.", taken.Domain, taken.Number, taken.Name));
        }
    }
}

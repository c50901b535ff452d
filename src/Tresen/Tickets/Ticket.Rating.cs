using Tresen.Articles;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Where a rate came from.</summary>
public enum RateSource
{
    Company,
    Department,
    Article,
    Customer,
    ByHand,
}

/// <summary>What an hour on this ticket costs, and why. Bookings take the rate over; a later change never touches them.</summary>
public sealed partial class Ticket
{
    public HourlyRate Rate { get; private set; }

    public RateSource RateSource { get; private set; }

    /// <summary>Percent that the rate contains for the emergency; 0 otherwise.</summary>
    public int RateSurcharge { get; private set; }

    /// <summary><em>Kd. bezahlt extra</em>: outside of what is agreed.</summary>
    public bool IsChargedExtra { get; private set; }

    /// <summary>The proposed rate; department and its company must be loaded.</summary>
    public (HourlyRate Rate, RateSource Source, int Surcharge) ProposedRate => ProposeRate(Customer, Article, Department, Priority);

    /// <summary>The rate proposed for such a ticket: the customer's, else the article's, else the department's, else the company's;
    /// with the surcharge for emergencies.</summary>
    public static (HourlyRate Rate, RateSource Source, int Surcharge) ProposeRate(Customer? customer, Article? article, Department department, Priority priority)
    {
        var (rate, source) = customer?.Rate is { } agreed ? (agreed, RateSource.Customer)
            : article?.Rate is { } express ? (express, RateSource.Article)
            : department.Rate is { } departments ? (departments, RateSource.Department)
            : (department.Company.Rate, RateSource.Company);
        var surcharge = priority == Priority.Emergency ? department.Company.EmergencySurcharge : 0;
        return (rate.With(surcharge), source, surcharge);
    }

    /// <summary>Takes the proposed rate.</summary>
    public void RateAsProposed(StaffMember? by, DateTimeOffset at)
    {
        var (rate, source, surcharge) = ProposedRate;
        ChangeRate(rate, source, surcharge, by, at);
    }

    /// <summary>Sets the rate by hand.</summary>
    public void RateByHand(HourlyRate rate, StaffMember? by, DateTimeOffset at)
    {
        if (rate != Rate)
        {
            ChangeRate(rate, RateSource.ByHand, 0, by, at);
        }
    }

    /// <summary>Changes whether the customer pays extra.</summary>
    public void ChargeExtra(bool isExtra, StaffMember? by, DateTimeOffset at)
    {
        if (Edit(nameof(IsChargedExtra), IsChargedExtra.ToString(), isExtra.ToString(), by, at))
        {
            IsChargedExtra = isExtra;
            ApprovalFollows(isExtra, ApprovalReason.ChargedExtra, by, at);
        }
    }

    /// <summary>Customer, article, department or priority changed: the proposal changes with them, a rate set by hand stays.</summary>
    void RateFollows(StaffMember? by, DateTimeOffset at)
    {
        var known = Department is { Company: not null } && (CustomerId is null || Customer is not null) && (ArticleId is null || Article is not null);
        if (known && RateSource != RateSource.ByHand)
        {
            RateAsProposed(by, at);
        }
    }

    void ChangeRate(HourlyRate rate, RateSource source, int surcharge, StaffMember? by, DateTimeOffset at)
    {
        var before = Rate;
        Edit(nameof(Rate), before.CentsPerHour.ToString(), rate.CentsPerHour.ToString(), by, at);
        (Rate, RateSource, RateSurcharge) = (rate, source, surcharge);
        ApprovalFollows(rate > before, ApprovalReason.RateRose, by, at);
    }
}

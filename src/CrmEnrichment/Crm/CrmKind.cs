using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Changes;

namespace CrmEnrichment.Crm;

/// <summary>A kind of system: what <c>Crm:Sources:N:Kind</c> names. Each has a folder of its own, and one line where the kinds are listed.</summary>
public abstract class CrmKind(string name)
{
    /// <summary>The value of the setting, and the name of the section with what only this kind has.</summary>
    public string Name => name;

    /// <summary>Whether <c>Url</c> is set.</summary>
    internal virtual UrlUse Url => UrlUse.Required;

    /// <summary>Whether it finds customers by number or id; otherwise it adds to a customer whom another source found.</summary>
    internal virtual bool FindsCustomers => true;

    /// <summary>Whether it can be told what happened in an interaction.</summary>
    internal virtual bool KeepsJournal => FindsCustomers;

    /// <summary>Whether the outcome of a call can be put into it (<see cref="CrmSystem.Dispositions"/>).</summary>
    internal virtual bool KeepsDispositions => false;

    /// <summary>Whether comments can be put under its tickets (<see cref="CrmSystem.Tickets"/>).</summary>
    internal virtual bool KeepsTickets => false;

    /// <summary>The ways in which it can tell that a record has changed.</summary>
    internal virtual IReadOnlyList<IChangeNotices> Notices => FindsCustomers ? [SignedNotices.Scheme] : [];

    /// <summary>Whether it can be asked what has changed (<see cref="CrmSystem.Changes"/>).</summary>
    internal virtual bool CanBePolled => false;

    /// <summary>Reads what only this kind has, out of the source's section.</summary>
    internal abstract object ReadOwn(Settings source);

    /// <param name="own">What <see cref="ReadOwn"/> gave.</param>
    internal abstract CrmKindDefaults Defaults(object own);

    /// <summary>Fields of the customer that have to be known before it can be asked.</summary>
    internal virtual IReadOnlyList<string> Needs(object own) => [];

    /// <summary>For what the settings of all kinds mean to this one.</summary>
    internal virtual void Check(Settings settings, CrmSourceOptions source)
    {
    }

    /// <summary>Connects, once for all roles of the system. Nothing is sent yet.</summary>
    internal abstract CrmSystem Open(CrmSourceOptions source, CrmOpening opening);

    public override string ToString() => name;
}

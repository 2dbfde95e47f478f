using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>The mailbox's contract with the mail server of the local cloud: what the show and `serve` play is what dovecot does.</summary>
public sealed class PretendMailTests(PretendMail server) : MailContract(server), IClassFixture<PretendMail>;

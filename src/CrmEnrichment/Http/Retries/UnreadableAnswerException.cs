namespace CrmEnrichment.Http.Retries;

/// <summary>An answer with a good status that is not what the upstream answers when it is well, such as a page of HTML: a failed attempt.</summary>
/// <param name="words">What came, and what to look at; nothing of the answer itself.</param>
internal sealed class UnreadableAnswerException(string words) : IOException(words);

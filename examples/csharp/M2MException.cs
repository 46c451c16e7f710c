using System;
using System.Linq;
using System.Runtime.Serialization;

/// <summary>The file was not delivered.</summary>
public class M2MException : Exception
{
    public M2MException(string message, Exception cause = null) : base(message, cause) { }
}

/// <summary>Nobody knows yet what became of the file. Ask history before you send it again.</summary>
public sealed class OutcomeUnknownException : M2MException
{
    public OutcomeUnknownException(string message, Exception cause = null) : base(message, cause) { }
}

/// <summary>The server said no, in its own words.</summary>
public sealed class RefusedException : M2MException
{
    public int Status { get; }
    /// <summary>The problem's code; null where the answer has none.</summary>
    public string Code { get; }
    internal bool MayHaveBeenObeyedBefore { get; }

    internal RefusedException(string call, Answer answer, bool mayHaveBeenObeyedBefore)
        : base(Words(call, answer, answer.As<Problem>() ?? new Problem()))
    {
        Status = answer.Status;
        Code = answer.As<Problem>()?.code;
        MayHaveBeenObeyedBefore = mayHaveBeenObeyedBefore;
    }

    internal bool MayPass =>
        Status == 408 || Status == 429 || Status >= 500
        // This client's own broken call may not have ended at the server.
        || Code == "upload-busy" || Code == "fragment-superseded";

    static string Words(string call, Answer answer, Problem problem)
    {
        var body = answer.Body.Trim();
        var reason = problem.detail ?? problem.title ?? body.Substring(0, Math.Min(body.Length, 300));
        var trace = problem.traceId == null ? null : $"(traceId {problem.traceId})";
        var words = new[] { $"{call} was answered with {answer.Status}:", reason, problem.hint, trace };
        return string.Join(" ", words.Where(word => !string.IsNullOrEmpty(word)));
    }

    /// <summary>RFC 9457, with what this emulator adds.</summary>
    [DataContract]
    sealed class Problem
    {
        [DataMember] public string title = null;
        [DataMember] public string detail = null;
        [DataMember] public string code = null;
        [DataMember] public string hint = null;
        [DataMember] public string traceId = null;
    }
}

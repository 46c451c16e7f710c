using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Runtime.Serialization;
using System.Threading.Tasks;

/// <summary>What is said of a file. An empty version means the newest.</summary>
public sealed class Submission
{
    public string Organisation, Program, Period, Format, Version = "";
}

/// <summary>What history told of a delivery.</summary>
public sealed class Outcome
{
    public string DeliveryId, Status;
    public int Progress;
    public bool IsFinal => Progress >= 2;
    public bool IsReadIn => Progress == 3;
}

/// <summary>
/// A client of SCB's machine-to-machine interface (M2M), to read and to copy from. It delivers one file at a time, and needs
/// .NET 6 or later, or Mono, and no packages.
/// </summary>
public sealed class M2MClient
{
    /// <summary>The most that a fragment may hold, by SCB's instruction: 1024 × 9000.</summary>
    public const int FragmentBytes = 9216000;

    const int Attempts = 8; // at one call
    const int Beginnings = 4; // of one file at fragment 0
    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(10);
    static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(5); // a session that is not used ends
    static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(15);
    static readonly TimeSpan PollLimit = TimeSpan.FromMinutes(30);
    static readonly TimeSpan DoubtLimit = TimeSpan.FromMinutes(2);

    readonly M2MConnection connection;
    readonly Func<TimeSpan, Task> sleep;
    readonly Action<string> tell;
    readonly Random random = new Random();
    DateTime? renewed;

    /// <param name="sleep">How the client waits; a test may let the emulator's clock go on instead.</param>
    public M2MClient(M2MConnection connection, Func<TimeSpan, Task> sleep = null, Action<string> tell = null)
    {
        this.connection = connection;
        this.sleep = sleep ?? Task.Delay;
        this.tell = tell ?? (line => { });
    }

    /// <summary>Sends a file and waits for its final status; after Systemfel, again whole.</summary>
    /// <param name="resends">How often.</param>
    public async Task<Outcome> DeliverAsync(string path, Submission submission, int resends = 0)
    {
        while (true)
        {
            var outcome = await WaitForOutcomeAsync(await SendAsync(path, submission));
            if (outcome.Status != "Systemfel" || resends == 0) return outcome;
            tell(outcome.DeliveryId + " ended as Systemfel: the whole file again");
            resends -= 1;
        }
    }

    /// <summary>Sends a file and gives its DeliveryId, when the server has acknowledged the whole of it.</summary>
    public async Task<string> SendAsync(string path, Submission submission)
    {
        for (var beginning = 1; ; beginning += 1)
        {
            try
            {
                return await SendFragmentsAsync(path, submission);
            }
            catch (RefusedException refusal) when ((refusal.Status == 401 || refusal.Status == 409) && beginning < Beginnings)
            {
                if (refusal.Status == 401)
                {
                    connection.ForgetSession(); // an upload belongs to its session: with another it begins at 0
                    renewed = null;
                }
                tell("begun anew at fragment 0: " + refusal.Message);
            }
        }
    }

    /// <summary>Begins a session, or renews it. Its cookie goes with every later call.</summary>
    public async Task HeartbeatAsync()
    {
        await CallAsync(new Call { Name = "heartbeat", Target = "heartbeat" });
        renewed = DateTime.UtcNow;
    }

    public async Task<Outcome> HistoryAsync(string deliveryId)
    {
        var answer = await CallAsync(new Call { Name = "history of " + deliveryId, Target = "history/" + deliveryId });
        var history = answer.As<HistoryAnswer>();
        if (history?.Status == null) throw new M2MException("the answer of history is not understood: " + answer.Body);
        tell(deliveryId + " is " + history.Status);
        return new Outcome { DeliveryId = deliveryId, Status = history.Status, Progress = history.ProgressStatus };
    }

    /// <summary>Asks history, ever more rarely, until the status is final.</summary>
    public async Task<Outcome> WaitForOutcomeAsync(string deliveryId, TimeSpan? limit = null)
    {
        var pause = TimeSpan.FromSeconds(1);
        for (var waited = TimeSpan.Zero; ; waited += pause, pause = Shorter(pause + TimeSpan.FromTicks(pause.Ticks / 2), LongestPoll))
        {
            await sleep(pause);
            var outcome = await HistoryAsync(deliveryId);
            if (outcome.IsFinal) return outcome;
            if (waited > (limit ?? PollLimit))
            {
                throw new OutcomeUnknownException($"{deliveryId} is still {outcome.Status}; ask history again later");
            }
        }
    }

    async Task<string> SendFragmentsAsync(string path, Submission submission)
    {
        string deliveryId = null;
        var modified = File.GetLastWriteTimeUtc(path);
        var content = new byte[FragmentBytes]; // one fragment in memory, never the file
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read)) // nobody else may write to it
        {
            foreach (var fragment in Fragments(file.Length))
            {
                if (renewed == null || DateTime.UtcNow - renewed > RenewAfter) await HeartbeatAsync();
                var length = 0;
                for (int read; length < fragment.Length; length += read)
                {
                    read = await file.ReadAsync(content, length, fragment.Length - length);
                    if (read == 0) throw new M2MException(path + " was changed while it was sent");
                }
                if (File.GetLastWriteTimeUtc(path) != modified) throw new M2MException(path + " was changed while it was sent");
                // InvariantCulture: under Swedish settings .NET may write -1 with the minus sign U+2212.
                var index = fragment.Index.ToString(CultureInfo.InvariantCulture);
                var words = new[] { "file", index, submission.Organisation, submission.Program, submission.Period,
                    submission.Format, Path.GetFileName(path), submission.Version };
                deliveryId = await SendFragmentAsync(new Call
                {
                    Name = "fragment " + index, Target = string.Join("/", words.Select(Uri.EscapeDataString)),
                    Content = content, Length = length,
                }, fragment.Index == -1, deliveryId);
                tell($"fragment {index} acknowledged, {file.Position} of {file.Length} bytes, {deliveryId}");
            }
        }
        return deliveryId;
    }

    async Task<string> SendFragmentAsync(Call call, bool isLast, string knownId)
    {
        // Bearbetar settles nothing: a file that is being uploaded is that too.
        if (isLast) call.IsSettled = async () => (await HistoryAsync(knownId)).IsFinal;
        RefusedException refusal;
        try
        {
            var answer = await CallAsync(call);
            if (answer == null) return knownId;
            var deliveryId = answer.As<UploadAnswer>()?.DeliveryId;
            if (deliveryId == null) throw new M2MException($"no DeliveryId in the answer to {call.Name}: {answer.Body}");
            if (knownId != null && deliveryId != knownId) tell($"{call.Name} became {deliveryId}: there may be two deliveries");
            return knownId ?? deliveryId;
        }
        catch (RefusedException error) when (isLast && error.MayHaveBeenObeyedBefore)
        {
            refusal = error;
        }
        // The answer to -1 was lost and -1 again was refused: what history says counts.
        try
        {
            await WaitForOutcomeAsync(knownId, DoubtLimit);
            return knownId;
        }
        catch (RefusedException unknown) when (unknown.Status == 404)
        {
            throw refusal;
        }
    }

    /// <summary>
    /// Makes a call, again and again while what hinders it may pass. Gives null where the call need not be repeated because
    /// <see cref="Call.IsSettled"/> says so.
    /// </summary>
    async Task<Answer> CallAsync(Call call)
    {
        var inDoubt = false;
        for (var attempt = 1; ; attempt += 1)
        {
            M2MException trouble;
            var retryAfter = TimeSpan.Zero;
            try
            {
                var answer = await connection.ExchangeAsync(call.Target, call.Content, call.Length);
                if (answer.Status == 200) return answer;
                var refusal = new RefusedException(call.Name, answer, inDoubt);
                if (!refusal.MayPass) throw refusal;
                trouble = refusal;
                retryAfter = answer.RetryAfter;
                inDoubt |= !new[] { 409, 429, 503 }.Contains(refusal.Status); // these say that nothing was done
            }
            catch (HttpRequestException error)
            {
                var reason = error.GetBaseException().Message;
                if (M2MConnection.IsCertificateTrouble(error))
                {
                    throw new M2MException($"{call.Name}: client and server do not accept each other's certificates: {reason}", error);
                }
                trouble = new M2MException($"{call.Name} has no answer: {reason}", error);
                inDoubt = true;
            }
            if (attempt == Attempts || retryAfter > LongestRetryAfter)
            {
                throw inDoubt && call.IsSettled != null ? new OutcomeUnknownException(trouble.Message, trouble) : trouble;
            }
            tell($"attempt {attempt} of {Attempts}: {trouble.Message}");
            var doubled = Shorter(TimeSpan.FromTicks(FirstWait.Ticks << (attempt - 1)), LongestWait);
            var wait = TimeSpan.FromTicks((long)(doubled.Ticks * (0.5 + random.NextDouble() / 2)));
            await sleep(wait > retryAfter ? wait : retryAfter);
            if (inDoubt && call.IsSettled != null && await call.IsSettled()) return null;
        }
    }

    /// <summary>
    /// The last fragment is -1 and has the last bytes. A file of one fragment goes as fragment 0 and an empty -1: only from an
    /// answer before -1 is the DeliveryId known when the answer to -1 is lost.
    /// </summary>
    static IEnumerable<Fragment> Fragments(long size)
    {
        if (size == 0) throw new M2MException("the file is empty");
        var last = Math.Max(1, (size + FragmentBytes - 1) / FragmentBytes - 1);
        for (var number = 0; number <= last; number += 1)
        {
            var left = Math.Max(0, size - (long)number * FragmentBytes);
            yield return new Fragment { Index = number == last ? -1 : number, Length = (int)Math.Min(FragmentBytes, left) };
        }
    }

    static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    struct Fragment
    {
        public int Index, Length;
    }

    sealed class Call
    {
        public string Name, Target;
        public byte[] Content;
        public int Length;
        /// <summary>
        /// Belongs to -1: it is asked before the call is repeated, if it may have been obeyed although its answer was lost.
        /// </summary>
        public Func<Task<bool>> IsSettled;
    }

    [DataContract]
    sealed class UploadAnswer
    {
        [DataMember] public string DeliveryId = null;
    }

    [DataContract]
    sealed class HistoryAnswer
    {
        [DataMember] public string Status = null;
        [DataMember] public int ProgressStatus = 0;
    }
}

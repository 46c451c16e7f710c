import NIOCore
import NIOHTTP1

// What waits: for an answer to be written, for the end of a scenario's pause, for the disk, for a client that does not
// read. Nothing is read meanwhile, so what is held is bounded by what one reading brings; where the client has closed its
// side, by what the operating system holds for it.
extension M2MConnectionHandler {
    /// Whether the next part of a request is to be taken up later.
    private var holdsParts: Bool { self.isAnswering || self.isCarryingOut || self.pause != nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Self.unwrapInboundIn(data)
        // Writing an answer brings in the next pipelined request from inside the write. Answered there, a burst of requests
        // would nest as deep as it is long.
        guard !self.holdsParts, self.held.isEmpty else { return self.held.append(.part(part)) }
        self.process(part, context: context)
    }

    /// Takes up an end of what the client says behind all that it said before.
    func takeUp(_ end: Inbound, context: ChannelHandlerContext) {
        guard !self.isAnswering, self.held.isEmpty else { return self.held.append(end) }
        self.process(end, context: context)
    }

    /// Takes up what came in while an answer was being written, or in a pause.
    func processHeld(context: ChannelHandlerContext) {
        guard !self.held.isEmpty else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (handler, context) = bound.value
            var held = handler.held[...]
            handler.held = []
            // A part may lead to an answer that takes its time, or to a pause.
            while !handler.holdsParts, let next = held.popFirst() { handler.process(next, context: context) }
            handler.held.insert(contentsOf: held, at: 0)
        }
    }

    private func process(_ inbound: Inbound, context: ChannelHandlerContext) {
        switch inbound {
        case .part(let part): self.process(part, context: context)
        case .noHTTP(let error): self.refuseUnparsable(error, context: context)
        case .inputClosed: self.closeInput(context: context)
        }
    }

    /// What came behind the present request is not taken up any more.
    func dropHeld(context: ChannelHandlerContext) {
        let isInputClosed = self.held.contains { if case .inputClosed = $0 { true } else { false } }
        self.held = []
        if isInputClosed { self.closeInput(context: context) }
    }

    /// Does nothing for so long, by the machine's time, and reads nothing; then goes on, if the connection is still there.
    /// Takes the place of a pause that there is.
    func pause(for time: TimeAmount, context: ChannelHandlerContext, _ goOn: @escaping () -> Void) {
        self.endPause()
        self.timer?.pause()
        self.pause = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            self.pause = nil
            guard self.isOpen else { return }
            goOn()
            if case .receiving = self.state { self.timer?.expire(in: self.port.limits.request) }
            self.releaseRead(context: context)
            self.processHeld(context: context)
        }
    }

    /// What was to go on after the pause does not.
    func endPause() {
        self.pause?.cancel()
        self.pause = nil
    }

    private var isOpen: Bool {
        switch self.state {
        case .lingering, .closed: false
        case .idle, .receiving, .working, .answered: true
        }
    }

    // MARK: Backpressure

    func read(context: ChannelHandlerContext) {
        if self.holdsParts {
            self.isReadHeld = true
        } else if self.isSaturated {
            // It is the disk that keeps the client waiting, not the client.
            self.timer?.pause()
            self.isReadHeld = true
        } else if context.channel.isWritable {
            context.read()
        } else {
            // A client that does not read its answers is not asked for more requests.
            self.isReadHeld = true
        }
    }

    private var isSaturated: Bool {
        if case .receiving(_, let intake) = self.state { intake.isSaturated } else { false }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        self.releaseRead(context: context)
        context.fireChannelWritabilityChanged()
    }

    func releaseRead(context: ChannelHandlerContext) {
        guard self.isReadHeld, !self.holdsParts, !self.isSaturated, context.channel.isWritable else { return }
        self.isReadHeld = false
        if case .receiving = self.state { self.timer?.expire(in: self.port.limits.request) }
        context.read()
    }
}

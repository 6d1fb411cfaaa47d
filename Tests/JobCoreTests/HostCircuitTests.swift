import Foundation
import JobCore
import Testing

struct HostCircuitTests {
    static let start = Date(timeIntervalSince1970: 0)

    @Test("BASE-12 decisions-15 five failures in a row open the circuit: 5 s, doubling to 60 s; an answer closes it")
    func opens() {
        var circuit = HostCircuit()
        for failure in 1...4 {
            let pause = circuit.fail(.connection, now: Self.start, jitter: 1)
            #expect(!circuit.isOpen && pause <= .seconds(1), "failure \(failure)")
        }
        let pauses = (0..<7).map { _ in circuit.fail(.connection, now: Self.start, jitter: 1) }
        #expect(circuit.isOpen)
        #expect(pauses == [5, 10, 20, 40, 60, 60, 60].map { .seconds($0) })
        #expect(circuit.failingSince == Self.start)
        circuit.succeed()
        #expect(circuit == HostCircuit())
    }

    @Test("BASE-12 decisions-15 three timeouts within 30 s open it, three in a longer time do not")
    func timeouts() {
        var quick = HostCircuit(failureThreshold: 100)
        var slow = HostCircuit(failureThreshold: 100)
        for index in 0..<3 {
            _ = quick.fail(.timeout, now: Self.start.addingTimeInterval(Double(index) * 15), jitter: 1)
            _ = slow.fail(.timeout, now: Self.start.addingTimeInterval(Double(index) * 16), jitter: 1)
        }
        #expect(quick.isOpen)
        #expect(!slow.isOpen)
    }

    @Test("BASE-12 jitter comes before the cap: no probe waits longer than a minute")
    func jitter() {
        var circuit = HostCircuit(failureThreshold: 1)
        for _ in 0..<70 {
            #expect(circuit.fail(.connection, now: Self.start, jitter: 1.2) <= .seconds(60))
        }
    }
}

import Foundation
import Glibc
import Testing

/// `berth run -i`: standard input on its way into a container.
@Suite(.timeLimit(.minutes(5))) struct InputTests {
    static let image = CommandLab.image

    @Test("CMD-01 -i streams standard input, byte by byte, to its end")
    func streams() async throws {
        try await CommandLab.with { lab in
            let run = try await lab.shell(
                "head -c 3000000 /dev/urandom > $HOME/sent; $berth run -qi \(Self.image) md5sum < $HOME/sent; md5sum < $HOME/sent"
            )
            let sums = run.standardOutput.split(separator: "\n")
            #expect(sums.count == 2)
            #expect(sums.first == sums.last)
            #expect(try await lab.job("1").status == "completed")
        }
    }

    @Test("CMD-01 -i: what is written while the job runs reaches it then, not at the end")
    func arrivesAtOnce() async throws {
        try await CommandLab.with { lab in
            // The second line is sent when the first has come back.
            let run = try await lab.shell(
                """
                mkfifo $HOME/to $HOME/back
                $berth run -qi \(Self.image) sh -c 'while read -r line; do echo "got $line"; done' < $HOME/to > $HOME/back &
                exec 3> $HOME/to 4< $HOME/back
                echo one >&3; read -r answer <&4; echo "$answer"
                echo two >&3; read -r answer <&4; echo "$answer"
                exec 3>&-; wait $!; echo "code $?"
                """)
            #expect(run.standardOutput == "got one\ngot two\ncode 0\n")
        }
    }

    @Test("CMD-01 -i: a job that reads nothing, or not all, ends as it would")
    func unread() async throws {
        try await CommandLab.with { lab in
            let run = try await lab.shell(
                "yes | head -c 5000000 | $berth run -qi \(Self.image) sh -c 'read -r a; echo $a; exit 4'")
            #expect(run.standardOutput == "y\n")
            #expect(!run.standardError.contains("closed the line"))
            #expect(run.code == 4)
        }
    }

    @Test("CMD-01 -i: the sender killed before the job starts: it fails and says so, nothing waits for ever")
    func senderDiesBefore() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local")
            // No worker: the job cannot start.
            let killed = try await lab.shell(
                """
                mkfifo $HOME/to; exec 3<> $HOME/to
                $berth run --no-worker -i \(Self.image) cat < $HOME/to > /dev/null & sender=$!
                until $berth list --format ids 2> /dev/null | grep -q 1; do sleep 0.05; done
                until $berth show 1 | grep -q queued; do sleep 0.05; done
                kill -9 $sender; wait $sender; echo $?
                """)
            #expect(killed.standardOutput.hasSuffix("137\n"))
            #expect(try await lab.berth("worker", "--once").code == 0)
            let job = try await lab.job("1")
            #expect(job.status == "failed")
            #expect(job.error?.contains("standard input has left") == true)
            #expect(job.attemptsUsed == 0)
        }
    }

    @Test(
        "CMD-01 F88 -i: the sender killed while it sends: the job reads the end, and its worker's death changes nothing"
    )
    func senderDies() async throws {
        try await CommandLab.with { lab in
            let run = try await lab.shell(
                """
                mkfifo $HOME/to; exec 3<> $HOME/to
                $berth run -i \(Self.image) sh -c 'while read -r line; do echo "got $line"; done; echo end' < $HOME/to & sender=$!
                echo one >&3
                until $berth logs 1 2> /dev/null | grep -q 'got one'; do sleep 0.05; done
                kill -9 $sender
                $berth wait 1
                """)
            #expect(run.code == 0)
            #expect(try await lab.check("logs", "1").hasSuffix("got one\nend"))
        }
    }

    @Test("CMD-01 CMD-07 -i: such a job is not run again, and does not go together with -d and --retry-on")
    func refusals() async throws {
        try await CommandLab.with { lab in
            #expect(try await lab.shell("echo x | $berth run -qi \(Self.image) cat").standardOutput == "x\n")
            let retry = try await lab.berth("retry", "1")
            #expect(retry.code == 1)
            #expect(retry.standardError.contains("standard input, which is gone"))
            for (arguments, words) in [
                (["-id"], "Nobody sends a detached job its input"), (["-i", "--retry-on", "3"], "read once only"),
                (["--detach-keys", "ctrl-c"], "cannot leave a job"), (["--detach-keys", "x"], "cannot leave a job"),
                (["-i", "--in", "1h"], "Leave out --at and --in"),
            ] {
                let run = try await lab.berth(["run"] + arguments + [Self.image, "true"])
                #expect(run.code == 64)
                #expect(run.standardError.contains(words))
            }
        }
    }

    @Test("CMD-01 --detach-keys: that key leaves the job running, ^C still ends it")
    func detachKeys() async throws {
        try await CommandLab.with { lab in
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.type(
                    "$berth run --detach-keys ctrl-x \(Self.image) sh -c 'echo ready; while [ ! -e /stop ]; do sleep 0.1; done'"
                )
                try await terminal.press("Enter")
                try await terminal.wait(for: "^X leaves it running")
                try await terminal.wait(for: "\nready")
                try await terminal.press("C-x")
                try await terminal.wait(for: "Job 1 goes on.")
                #expect(try await lab.job("1").status == "running")
                // The terminal has its own key back.
                try await terminal.type("stty -a | grep -o 'quit = [^;]*'")
                try await terminal.press("Enter")
                try await terminal.wait(for: "quit = ^\\")
            }
        }
    }

    @Test(
        "CMD-01 -it joins the terminals: prompts, typed lines, ^C for the job, the job's code; ^P^Q leaves it running")
    func terminal() async throws {
        try await CommandLab.with { lab in
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.type("$berth run -it \(Self.image) sh; echo \"code $?\"")
                try await terminal.press("Enter")
                try await terminal.wait(for: "/ #")
                try await terminal.type("tty; sleep 60")
                try await terminal.press("Enter")
                try await terminal.wait(for: "/dev/pts/0")
                // To the job, not to Berth.
                try await terminal.press("C-c")
                try await terminal.type("stty size; exit 7")
                try await terminal.press("Enter")
                try await terminal.wait(for: "40 120")
                try await terminal.wait(for: "code 7")
                #expect(try await lab.check("logs", "1").contains("/dev/pts/0"))

                try await terminal.type("clear; $berth run -it \(Self.image) sh; stty -a | grep -o ' icanon'")
                try await terminal.press("Enter")
                try await terminal.wait(for: "/ #")
                try await terminal.press("C-p", "C-q")
                try await terminal.wait(for: "Job 2 goes on.")
                try await terminal.wait(for: "icanon")
                #expect(try await lab.job("2").status == "running")
            }
        }
    }
}

import JobCore

extension FormField {
    /// What to write in it, a few words.
    var hint: String {
        switch self {
        case .image: "such as debian:12, or paste a docker run line"
        case .command: "what runs in it; empty: the image's own"
        case .option(let option):
            switch option {
            case .name: "for people; @name finds it"
            case .shell: "run the command by sh -c"
            case .memory: "at most, hard: 512m, 2g"
            case .cpus: "cores at most: 0.5, 2"
            case .gpus: "all, a count, or device=0,1"
            case .pidsLimit: "processes and threads at most"
            case .sharedMemory: "of /dev/shm: 64m"
            case .ulimit: "nofile=1024:2048 …"
            case .environment: "NAME=VALUE …; NAME alone: from yours"
            case .environmentFile: "files of NAME=VALUE lines"
            case .secret: "NAME …: from yours, sealed and masked"
            case .secretFile: "NAME=path …"
            case .volume: "/host:/path[:ro] name:/path …"
            case .mount: "type=bind,source=…,target=… …"
            case .tmpfs: "/path[:size=64m] …: in memory"
            case .readOnly: "the root file system"
            case .device: "/dev/x[:/dev/y[:rwm]] …"
            case .network: "bridge, none, or a network's name"
            case .networkAlias: "the job's names on that network"
            case .publish: "[address:][hostPort:]port …"
            case .hostname: "the container's own"
            case .addHost: "name:address …"
            case .dns: "addresses of servers"
            case .timeout: "deadline from the start: 30m, 2h"
            case .retry: "a number of attempts, or a strategy"
            case .retryOn: "exit codes worth it: 1,75 or any"
            case .priority: "0 (last) to 100 (first); 50"
            case .at: "not before: 18:30, 2026-12-24T18:30"
            case .delay: "not before this has passed: 2h"
            case .hold: "wait until it is released"
            case .idempotencyKey: "a second run with it is the first"
            case .template: "saved options to begin with"
            case .environmentTemplate: "saved variables, below all others"
            case .host: "where it must run"
            case .executor: "kind of host"
            case .region: "only on hosts of it"
            case .platform: "such as linux/arm64"
            case .pull: "when the image is pulled"
            case .entrypoint: "replaces the image's; \"\" removes it"
            case .workingDirectory: "absolute path in the container"
            case .user: "name or number, with :group"
            case .terminal: "both streams become one"
            case .initProcess: "a small init as process 1"
            case .stopSignal: "asks the job to end: SIGTERM, INT"
            case .stopTimeout: "from that signal to SIGKILL: 10s"
            case .addCapability, .dropCapability: "NET_ADMIN …"
            case .privileged: "all rights over the host"
            case .label: "name=value …"
            case .labelFile: "files of name=value lines"
            }
        }
    }
}

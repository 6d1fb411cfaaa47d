import JobCore
import Testing

@testable import berth

/// Lines as they stand in the documentation of images, read by the definition of `berth run`.
@Suite("CMD-01 docker run lines")
struct RunLineTests {
    private let parser = RunLineParser(
        variable: { ["HOME": "/home/me", "TOKEN": "t0ken"][$0] }, workingDirectory: "/my project", userID: 1000,
        groupID: 100)

    @Test(
        "CMD-01 a line means the same here as there, and what Berth has not is named",
        arguments: [
            ("docker run hello-world", "hello-world", ""),
            ("$ docker run hello-world\n", "hello-world", ""),
            ("  sudo docker container run debian:12 true", "debian:12 true", ""),
            ("sudo -E /usr/bin/podman run alpine date", "alpine date", ""),
            ("nerdctl run alpine date", "alpine date", ""),
            ("docker run --rm -it ubuntu bash", "--tty ubuntu bash", "--rm -i"),
            ("docker run -i -t --rm ubuntu /bin/bash", "--tty ubuntu /bin/bash", "-i --rm"),
            ("docker run -d --name web -p 8080:80 nginx", "--publish 8080:80 --name web nginx", ""),
            ("docker run -dp 127.0.0.1:80:80 nginx", "--publish 127.0.0.1:80:80 nginx", ""),
            (
                "docker run -d \\\n  --name pg \\\n  -e POSTGRES_PASSWORD=s3 \\\n  -v pgdata:/var/lib/postgresql/data \\\n  postgres:16",
                "--env POSTGRES_PASSWORD=s3 --volume pgdata:/var/lib/postgresql/data --name pg postgres:16", ""
            ),
            ("docker run -e A=1 \\ \n  alpine env", "--env A=1 alpine env", ""),
            ("docker run\n  -e A=1\n  --rm alpine", "--env A=1 alpine", "--rm"),
            ("docker run \\\r\n -e A=1 \\\r\n alpine", "--env A=1 alpine", ""),
            (
                "docker run -v \"$PWD\":/src -w /src golang:1 go build",
                "--volume '/my project:/src' --workdir /src golang:1 go build", ""
            ),
            (
                "docker run -v $(pwd):/app -v `pwd`/x:/x node:20",
                "--volume '/my project:/app' --volume '/my project/x:/x' node:20", ""
            ),
            ("docker run -u $(id -u):$(id -g) -v ${HOME}/c:/c a", "--volume /home/me/c:/c --user 1000:100 a", ""),
            ("docker run -e 'A=$HOME' -e \"B=${TOKEN}\" alpine", "--env 'A=$HOME' --env B=t0ken alpine", ""),
            ("docker run -e TOKEN alpine env", "--env TOKEN alpine env", ""),
            ("docker run -m 536870912 --cpus=1.5 stress", "--memory 536870912b --cpus 1.5 stress", ""),
            ("docker run --memory=2g --shm-size 67108864 app", "--shm-size 67108864b --memory 2g app", ""),
            ("docker run --gpus '\"device=0,1\"' cuda nvidia-smi", "--gpus device=0,1 cuda nvidia-smi", ""),
            ("docker run --gpus all --ipc=host pytorch", "--gpus all pytorch", "--ipc"),
            ("docker run --link db:db --name app app:1", "--name app app:1", "--link"),
            ("docker run --restart always --log-driver none nginx", "nginx", "--restart --log-driver"),
            ("docker run --restart=unless-stopped -d redis", "redis", "--restart"),
            (
                "docker run --security-opt seccomp=unconfined --cap-add SYS_PTRACE gdb", "--cap-add SYS_PTRACE gdb",
                "--security-opt"
            ),
            ("docker run --sysctl net.core.somaxconn=1 --ulimit nofile=1:2 x", "--ulimit nofile=1:2 x", "--sysctl"),
            ("docker run -a stdout -a stderr alpine", "alpine", "-a -a"),
            ("docker run -c 512 --cpuset-cpus 0-3 -P nginx", "nginx", "-c --cpuset-cpus -P"),
            ("docker run --init=false --privileged=true --read-only=false x", "--no-init --privileged x", ""),
            ("docker run --rm=true -itd x", "--tty x", "--rm -i"),
            (
                "docker run --network host --net-alias a --net=lab x",
                "--network host --network lab --network-alias a x", ""
            ),
            ("docker run --mount type=bind,src=/a,dst=/b,readonly x", "--mount type=bind,src=/a,dst=/b,readonly x", ""),
            ("docker run --tmpfs /run:rw,noexec --stop-timeout 30 x", "--tmpfs /run:rw,noexec --stop-timeout 30 x", ""),
            ("docker run --entrypoint \"\" x sh -c 'a && b | c'", "--entrypoint '' x sh -c 'a && b | c'", ""),
            ("docker run x sh -c \"echo \\$HOME; ls\"", "x sh -c 'echo $HOME; ls'", ""),
            ("docker run x 'one word'", "x ''\\''one word'\\'''", ""),
            ("docker run x -- -v", "x -- -- -v", ""),
            ("docker run -- x -it", "x -it", ""),
            (
                "docker run --health-cmd 'curl -f x' --expose 80 --no-healthcheck x", "x",
                "--health-cmd --expose --no-healthcheck"
            ),
            ("docker --context far --debug run x", "x", "--context --debug"),
            ("DOCKER_HOST=tcp://a docker run x", "x", "DOCKER_HOST"),
            (
                "docker run --pull=always --platform linux/arm64 x # a comment",
                "--platform linux/arm64 --pull always x", ""
            ),
            (
                "docker run -lA=1 --label B --hostname=h --add-host a:1.2.3.4 --dns 1.1.1.1 x",
                "--label A=1 --label B --hostname h --add-host a:1.2.3.4 --dns 1.1.1.1 x", ""
            ),
            ("berth run -m 512 --retry 3 --hold app 'a b'", "--memory 512 --retry 3 --hold app 'a b'", ""),
        ])
    func accepted(line: String, arguments: String, refused: String) async throws {
        let parsed = try await parser.parse(line)
        #expect(ShellWords.join(parsed.request.arguments) == arguments)
        #expect(parsed.refusals.map(\.field).joined(separator: " ") == refused)
        #expect(parsed.refusals.allSatisfy { $0.message.hasSuffix(".") && !$0.message.contains("There is no such") })
        #expect(RunLine.isLikely(line))
    }

    @Test(
        "CMD-01 a line that cannot be understood as a whole is refused in a sentence",
        arguments: [
            ("docker run x | grep y", "'|'"), ("docker run x && docker ps", "'&'"), ("docker run x > file", "'>'"),
            ("docker run x; ls", "';'"), ("docker run -e A=$NOPE x", "'$NOPE'"),
            ("docker run -e A=${B:-c} x", "'${B:-c}'"),
            ("docker run -v $(git root):/x y", "'$(git root)'"), ("docker run 'x", "not closed"),
            ("docker run \"x", "not closed"), ("docker run x\ndocker ps", "second line"), ("docker ps", "run"),
            ("docker run", "No image"), ("docker run --rm", "No image"), ("docker run -e", "missing"),
            ("docker run --no-such thing x", "no such option"), ("docker run -Z x", "no such option"),
            ("ls -l", "docker run"), ("", "docker run"),
        ])
    func refused(line: String, words: String) async throws {
        let error = try await #require(throws: InvalidInput.self) { try await parser.parse(line) }
        #expect("\(error)".contains(words))
        #expect(error.message.hasSuffix("."))
    }
}

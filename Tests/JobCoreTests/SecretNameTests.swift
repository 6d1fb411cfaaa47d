import JobCore
import Testing

@Suite struct SecretNameTests {
    @Test(
        "S14 a variable whose name says secret is taken for one",
        arguments: [
            "DB_PASSWORD", "MYSQL_ROOT_PASSWORD", "PGPASSWORD", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "API_KEY",
            "apikey", "client-secret", "DB_PASS", "DB_PWD", "STORAGE_ACCOUNT_KEY",
        ])
    func secrets(name: String) {
        #expect(SecretName.isLikely(name))
    }

    @Test(
        "other names are not",
        arguments: ["PWD", "OLDPWD", "PATH", "KEYBOARD", "COMPASS", "AUTHOR", "KEY", "TOKENIZER", "PASSENGERS", ""])
    func others(name: String) {
        #expect(!SecretName.isLikely(name))
    }

    @Test(
        "S14 values of secrets are hidden wherever they stand, the rest stays in its place",
        arguments: [
            ("--env DB_PASSWORD=hunter2 --env A=b app", "--env DB_PASSWORD=••••••• --env A=b app"),
            ("'DB_PASSWORD=a b' 'C=d'", "'DB_PASSWORD=•••' 'C=d'"), ("\"TOKEN=x=y\",", "\"TOKEN=•••\","),
            ("sh -c 'curl --token=abc x'", "sh -c 'curl --token=•••••'"), ("a = b", "a = b"), ("", ""),
        ])
    func masked(text: String, expected: String) {
        #expect(SecretName.masked(text) == expected)
        #expect(SecretName.masked(text).count == text.count)
    }
}

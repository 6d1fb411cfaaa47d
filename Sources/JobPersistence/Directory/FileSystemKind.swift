import Foundation
import Glibc

/// Tells network file systems from local ones, on which alone SQLite's shared memory and locks work (F72).
enum FileSystemKind {
    private static let network: Set<String> = [
        "nfs", "nfs4", "cifs", "smbfs", "smb3", "ncpfs", "9p", "afs", "ceph", "coda", "lustre", "gpfs", "beegfs", "gfs",
        "gfs2", "ocfs2", "glusterfs", "vboxsf", "davfs", "orangefs", "acfs", "panfs",
    ]
    /// FUSE file systems whose data is on this machine; any other may lie elsewhere.
    private static let localFuse: Set<String> = ["fuseblk", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.encfs"]

    /// Whether a type of the kernel's table of mounts keeps its files on another machine.
    static func isNetwork(_ type: String) -> Bool {
        network.contains(type) || (type.hasPrefix("fuse") && !localFuse.contains(type))
    }

    /// The type of the mount that has this device number, from `/proc/self/mountinfo` (proc(5)).
    ///
    /// - Returns: `nil` where the numbers differ, as on btrfs and overlays, which are local.
    static func mountedType(device: dev_t) -> String? {
        guard let data = FileManager.default.contents(atPath: "/proc/self/mountinfo") else { return nil }
        return mountedType(device: device, mounts: data)
    }

    static func mountedType(device: dev_t, mounts: Data) -> String? {
        // As the macros of <sys/sysmacros.h> take a device number apart.
        let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
        let minor = device & 0xFF | (device >> 12) & ~0xFF
        for line in mounts.split(separator: 0x0A) {
            let fields = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count > 4, fields[2] == "\(major):\(minor)", let dash = fields.firstIndex(of: "-"),
                dash + 1 < fields.count
            else { continue }
            return fields[dash + 1]
        }
        return nil
    }
}

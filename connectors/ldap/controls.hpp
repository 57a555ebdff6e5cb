// The controls that the reads need, to and from their bytes (BER). No connection here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/result.hpp"

namespace rosterd::ldap
{

struct Control {
    std::string oid;
    bool critical = false;
    std::optional<std::string> value; // bytes
};

// nullptr if there is none.
const Control* find_control(const std::vector<Control>& controls, const char* oid);

// Simple paged results (RFC 2696).
inline constexpr const char* kPagedOid = "1.2.840.113556.1.4.319";
Control paged(int size, const std::string& cookie);
// The next page's cookie; "" at the end. Errors: invalid.
model::Result<std::string> paged_cookie(const Control& control);

// Content synchronisation (RFC 4533).
inline constexpr const char* kSyncRequestOid = "1.3.6.1.4.1.4203.1.9.1.1";
inline constexpr const char* kSyncStateOid = "1.3.6.1.4.1.4203.1.9.1.2";
inline constexpr const char* kSyncDoneOid = "1.3.6.1.4.1.4203.1.9.1.3";
inline constexpr const char* kSyncInfoOid = "1.3.6.1.4.1.4203.1.9.1.4";

enum class EntryState { present = 0, add = 1, modify = 2, gone = 3 };

struct SyncState {
    EntryState state = EntryState::present;
    std::string uuid; // 16 bytes
};
struct SyncDone {
    std::string cookie;        // "": keep the one there was
    bool deletes_told = false; // who is gone was named; otherwise: who was not mentioned is gone
};
struct SyncInfo {
    std::string cookie;             // "": none came
    std::vector<std::string> uuids; // of a set
    bool uuids_gone = false;        // they are gone; otherwise: they are there, unchanged
};

// Refresh only: what changed since the cookie, then the end.
Control sync_request(const std::string& cookie);
// Errors: invalid.
model::Result<SyncState> sync_state(const Control& control);
model::Result<SyncDone> sync_done(const Control& control);
model::Result<SyncInfo> sync_info(const std::string& value);

// Active Directory's DirSync.
inline constexpr const char* kDirSyncOid = "1.2.840.113556.1.4.841";
inline constexpr const char* kShowDeletedOid = "1.2.840.113556.1.4.417";

struct DirSyncReply {
    bool more = false;
    std::string cookie;
};
Control dirsync(const std::string& cookie, bool object_security);
// Errors: invalid.
model::Result<DirSyncReply> dirsync_reply(const Control& control);

} // namespace rosterd::ldap

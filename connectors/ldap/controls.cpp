#include "connectors/ldap/controls.hpp"

#include <algorithm>
#include <memory>

#include <lber.h>

namespace rosterd::ldap
{

namespace
{

using model::ErrorKind;

template <int with_bytes>
struct FreeBer {
    void operator()(BerElement* ber) const { ber_free(ber, with_bytes); }
};
using Ber = std::unique_ptr<BerElement, FreeBer<1>>;
using BerView = std::unique_ptr<BerElement, FreeBer<0>>; // of bytes that are not its own

berval bytes_of(const std::string& text)
{
    return {text.size(), const_cast<char*>(text.data())};
}

std::string text_of(const berval& bytes)
{
    return bytes.bv_val == nullptr ? std::string{} : std::string{bytes.bv_val, bytes.bv_len};
}

std::string flattened(const Ber& ber)
{
    berval out{};
    ber_flatten2(ber.get(), &out, 0);
    return text_of(out);
}

Ber writer()
{
    return Ber{ber_alloc_t(LBER_USE_DER)};
}

// Keeps its bytes alive as long as they are read.
class Reader
{
public:
    explicit Reader(std::string bytes)
        : bytes_{std::move(bytes)}, berval_{bytes_of(bytes_)}, ber_{ber_alloc_t(LBER_USE_DER)}
    {
        ber_init2(ber_.get(), &berval_, LBER_USE_DER);
    }

    template <typename... Out>
    bool scan(const char* format, Out... out)
    {
        return ber_scanf(ber_.get(), format, out...) != LBER_ERROR;
    }
    ber_tag_t next()
    {
        ber_len_t length = 0;
        return ber_peek_tag(ber_.get(), &length);
    }
    // The octet string or, with a length of its own, whatever stands there.
    bool text(std::string& out)
    {
        berval bytes{};
        if (!scan("m", &bytes)) {
            return false;
        }
        out = text_of(bytes);
        return true;
    }

private:
    std::string bytes_;
    berval berval_;
    BerView ber_;
};

tl::unexpected<model::Error> unreadable(const char* what)
{
    return model::fail(ErrorKind::invalid,
                       std::string{"the server answered with "} + what + " that can't be read",
                       "choose another way in `changes`, or tell the server's maker");
}

constexpr ber_tag_t kNewCookie = LBER_CLASS_CONTEXT | 0;
constexpr ber_tag_t kRefreshDelete = LBER_CLASS_CONTEXT | LBER_CONSTRUCTED | 1;
constexpr ber_tag_t kRefreshPresent = LBER_CLASS_CONTEXT | LBER_CONSTRUCTED | 2;
constexpr ber_tag_t kIdSet = LBER_CLASS_CONTEXT | LBER_CONSTRUCTED | 3;

bool read_id_set(Reader& reader, SyncInfo& info)
{
    ber_int_t gone = 0;
    if (!reader.scan("{") || (reader.next() == LBER_OCTETSTRING && !reader.text(info.cookie)) ||
        (reader.next() == LBER_BOOLEAN && !reader.scan("b", &gone)) || !reader.scan("[")) {
        return false;
    }
    info.uuids_gone = gone != 0;
    while (reader.next() == LBER_OCTETSTRING) {
        if (!reader.text(info.uuids.emplace_back()) || info.uuids.back().size() != 16) {
            return false;
        }
    }
    return true;
}

} // namespace

const Control* find_control(const std::vector<Control>& controls, const char* oid)
{
    const auto found = std::ranges::find(controls, oid, &Control::oid);
    return found == controls.end() ? nullptr : &*found;
}

Control paged(int size, const std::string& cookie)
{
    const Ber ber = writer();
    berval bytes = bytes_of(cookie);
    ber_printf(ber.get(), "{iO}", static_cast<ber_int_t>(size), &bytes);
    return {kPagedOid, true, flattened(ber)};
}

model::Result<std::string> paged_cookie(const Control& control)
{
    Reader reader{control.value.value_or("")};
    ber_int_t estimate = 0;
    std::string cookie;
    if (!reader.scan("{i", &estimate) || !reader.text(cookie)) {
        return unreadable("a page's end");
    }
    return cookie;
}

Control sync_request(const std::string& cookie)
{
    constexpr ber_int_t refresh_only = 1;
    const Ber ber = writer();
    if (cookie.empty()) {
        ber_printf(ber.get(), "{e}", refresh_only);
    } else {
        berval bytes = bytes_of(cookie);
        ber_printf(ber.get(), "{eO}", refresh_only, &bytes);
    }
    return {kSyncRequestOid, true, flattened(ber)};
}

model::Result<SyncState> sync_state(const Control& control)
{
    Reader reader{control.value.value_or("")};
    ber_int_t state = -1;
    SyncState out;
    if (!reader.scan("{e", &state) || !reader.text(out.uuid) || state < 0 || state > 3 ||
        out.uuid.size() != 16) {
        return unreadable("an entry's state");
    }
    out.state = static_cast<EntryState>(state);
    return out;
}

model::Result<SyncDone> sync_done(const Control& control)
{
    Reader reader{control.value.value_or("")};
    SyncDone out;
    ber_int_t told = 0;
    if (!reader.scan("{") || (reader.next() == LBER_OCTETSTRING && !reader.text(out.cookie)) ||
        (reader.next() == LBER_BOOLEAN && !reader.scan("b", &told))) {
        return unreadable("an end of the changes");
    }
    out.deletes_told = told != 0;
    return out;
}

model::Result<SyncInfo> sync_info(const std::string& value)
{
    Reader reader{value};
    SyncInfo out;
    switch (reader.next()) {
    case kNewCookie:
        if (reader.text(out.cookie)) {
            return out;
        }
        break;
    case kRefreshDelete:
    case kRefreshPresent:
        if (reader.scan("{") && (reader.next() != LBER_OCTETSTRING || reader.text(out.cookie))) {
            return out;
        }
        break;
    case kIdSet:
        if (read_id_set(reader, out)) {
            return out;
        }
        break;
    default:
        break;
    }
    return unreadable("a note between the changes");
}

Control dirsync(const std::string& cookie, bool object_security)
{
    constexpr ber_int_t kObjectSecurity = 0x1;
    constexpr ber_int_t kAncestorsFirst = 0x800;
    constexpr ber_int_t kMostBytes = 0x400000;
    const Ber ber = writer();
    berval bytes = bytes_of(cookie);
    ber_printf(ber.get(), "{iiO}", kAncestorsFirst | (object_security ? kObjectSecurity : 0),
               kMostBytes, &bytes);
    return {kDirSyncOid, true, flattened(ber)};
}

model::Result<DirSyncReply> dirsync_reply(const Control& control)
{
    Reader reader{control.value.value_or("")};
    ber_int_t more = 0;
    ber_int_t unused = 0;
    DirSyncReply out;
    if (!reader.scan("{ii", &more, &unused) || !reader.text(out.cookie)) {
        return unreadable("a DirSync cookie");
    }
    out.more = more != 0;
    return out;
}

} // namespace rosterd::ldap

// What of Active Directory the connector relies on, since that can't run here: paged results,
// update sequence numbers, Deleted Objects, DirSync, ranged attributes, references, and its error
// codes.
#pragma once

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connectors/ldap/controls.hpp"
#include "connectors/ldap/dn.hpp"
#include "connectors/ldap/entry.hpp"
#include "tests/connectors/ldap/ber.hpp"

namespace rosterd::ldap
{

class DomainController
{
public:
    using Values = std::map<std::string, std::vector<std::string>>;
    struct Object {
        std::string dn;
        Values values;
        long long usn = 0;
    };

    DomainController()
    {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 16);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        put("CN=NTDS Settings,CN=DC1,CN=Configuration,DC=corp,DC=example",
            {{"objectClass", {"nTDSDSA"}}, {"invocationId", {std::string(16, 'i')}}});
        thread_ = std::thread{[this] { accept_all(); }};
    }
    ~DomainController()
    {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    DomainController(const DomainController&) = delete;
    DomainController& operator=(const DomainController&) = delete;

    std::string url() const { return "ldap://127.0.0.1:" + std::to_string(port_); }

    void put(const std::string& dn, Values values)
    {
        const std::lock_guard lock{mutex_};
        Object& object = objects_[dn];
        object.dn = dn;
        object.usn = ++usn_;
        values.merge(Values{object.values});
        object.values = std::move(values);
        object.values["whenChanged"] = {changed_at(object.usn)};
    }
    // A user OU=Staff with a GUID made of its name.
    void put_user(const std::string& name, Values values = {})
    {
        std::string guid = name;
        guid.resize(16, '.');
        values.merge(Values{{"objectClass", {"person", "user"}},
                            {"objectCategory", {"person"}},
                            {"objectGUID", {guid}},
                            {"employeeID", {"E-" + name}},
                            {"displayName", {name}}});
        put("CN=" + name + ",OU=Staff,DC=corp,DC=example", std::move(values));
    }
    void remove_user(const std::string& name)
    {
        const std::lock_guard lock{mutex_};
        auto node = objects_.extract("CN=" + name + ",OU=Staff,DC=corp,DC=example");
        Object& object = node.mapped();
        object.dn = "CN=" + name + "\\0ADEL,CN=Deleted Objects,DC=corp,DC=example";
        object.usn = ++usn_;
        object.values = {{"objectClass", {"person", "user"}},
                         {"objectGUID", object.values["objectGUID"]},
                         {"isDeleted", {"TRUE"}}};
        objects_[object.dn] = object;
    }
    void restore_from_backup()
    {
        put("CN=NTDS Settings,CN=DC1,CN=Configuration,DC=corp,DC=example",
            {{"invocationId", {std::string(16, 'j')}}});
    }
    // From now on searches end, or binds are refused, like this.
    void end_searches_with(int code) { search_code_ = code; }
    void refuse_binds(const std::string& diagnostic) { bind_diagnostic_ = diagnostic; }
    void refer_to(const std::string& url) { reference_ = url; }
    void forget_cookies() { ++generation_; }
    // DirSync is then only for who asks with the rights of an ordinary account.
    void let_nobody_replicate() { replicates_ = false; }

private:
    struct Question {
        std::string base;
        bool below = false;
        Element filter;
        std::vector<std::string> attributes;
        std::vector<Control> controls;
    };

    void accept_all()
    {
        std::vector<std::thread> served;
        for (int fd = 0; (fd = ::accept(listener_, nullptr, nullptr)) >= 0;) {
            served.emplace_back([this, fd] { serve(fd); });
        }
        for (std::thread& one : served) {
            one.join();
        }
    }

    void serve(int fd)
    {
        std::string bytes;
        std::string piece(65536, '\0');
        for (ssize_t got = 0; (got = ::recv(fd, piece.data(), piece.size(), 0)) > 0;) {
            bytes.append(piece, 0, static_cast<std::size_t>(got));
            std::size_t head = 0;
            while (const std::size_t size = size_of_first(bytes, head)) {
                const auto parts = elements_of(std::string_view{bytes}.substr(head, size - head));
                bytes.erase(0, size);
                const std::string answer = answer_to(parts);
                ::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
            }
        }
        ::close(fd);
    }

    // One change a second.
    static std::string changed_at(long long usn)
    {
        const std::string second = std::to_string(100'000 + usn).substr(1);
        return "202605010" + second + ".0Z"; // 2026-05-01 00:00:01 and on, below a minute
    }

    static std::string message(const Element& id, const std::string& operation,
                               const std::string& controls = "")
    {
        return tlv(0x30,
                   tlv(2, id.content) + operation + (controls.empty() ? "" : tlv(0xa0, controls)));
    }
    static std::string result(int tag, int code, const std::string& diagnostic = "")
    {
        return tlv(tag, number(0x0a, code) + tlv(4, "") + tlv(4, diagnostic));
    }

    std::string answer_to(const std::vector<Element>& parts)
    {
        const std::lock_guard lock{mutex_};
        if (parts[1].tag == 0x60) {
            return message(parts[0], bind_diagnostic_.empty() ? result(0x61, 0)
                                                              : result(0x61, 49, bind_diagnostic_));
        }
        return parts[1].tag == 0x63 ? found(parts[0], question_in(parts)) : "";
    }

    static Question question_in(const std::vector<Element>& parts)
    {
        const auto fields = elements_of(parts[1].content);
        Question out{fields[0].content, fields[1].integer() == 2, fields[6], {}, {}};
        for (const Element& one : elements_of(fields[7].content)) {
            out.attributes.push_back(one.content);
        }
        for (const Element& one : elements_of(parts.size() > 2 ? parts[2].content : "")) {
            const auto control = elements_of(one.content);
            out.controls.push_back({control[0].content, true, control.back().content});
        }
        return out;
    }

    std::string found(const Element& id, const Question& asked)
    {
        const Control* const page = find_control(asked.controls, kPagedOid);
        const Control* const sync = find_control(asked.controls, kDirSyncOid);
        long long from = 0;
        std::size_t most = 1000; // as Active Directory's MaxPageSize
        if (page != nullptr) {
            const auto parts = elements_of(elements_of(*page->value)[0].content);
            most = std::min(most, static_cast<std::size_t>(parts[0].integer()));
            from = parts[1].content.empty() ? 0 : std::stoll(parts[1].content);
        }
        if (sync != nullptr) {
            most = 2;
            const auto parts = elements_of(elements_of(*sync->value)[0].content);
            if (!replicates_ && (parts[0].integer() & 1) == 0) { // LDAP_DIRSYNC_OBJECT_SECURITY
                return message(id, result(0x65, 50, "no right to replicate"));
            }
            const std::string& cookie = parts[2].content;
            if (!cookie.empty() && !cookie.starts_with(generation())) {
                return message(id, result(0x65, 53, "the cookie is not known"));
            }
            from = cookie.empty() ? 0 : std::stoll(cookie.substr(generation().size()));
        }
        return entries(id, asked, from, most, page != nullptr, sync != nullptr);
    }

    // In the order of their numbers, those above `from`.
    std::string entries(const Element& id, const Question& asked, long long from, std::size_t most,
                        bool paged, bool synced)
    {
        std::vector<const Object*> all;
        const bool deleted = synced || find_control(asked.controls, kShowDeletedOid) != nullptr;
        for (const auto& [dn, object] : objects_) {
            if (object.usn > from && object.values.contains("isDeleted") <= deleted &&
                is_meant(object, asked) && fits(object, asked.filter)) {
                all.push_back(&object);
            }
        }
        std::ranges::sort(all, {}, &Object::usn);
        const bool more = all.size() > most;
        all.resize(std::min(all.size(), most));
        std::string out;
        if (asked.base.empty() && !asked.below) {
            const Object root{"", root_values(), 0};
            out = message(id, entry(root, asked));
        }
        for (const Object* one : all) {
            out += message(id, entry(*one, asked));
        }
        if (!reference_.empty() && asked.below) {
            out += message(id, tlv(0x73, tlv(4, reference_)));
        }
        const long long last = all.empty() ? from : all.back()->usn;
        std::string controls;
        if (paged) {
            controls = control(kPagedOid, number(2, 0) + tlv(4, more ? std::to_string(last) : ""));
        }
        if (synced) {
            controls = control(kDirSyncOid, number(2, more ? 1 : 0) + number(2, 0) +
                                                tlv(4, generation() + std::to_string(last)));
        }
        const int own = search_code_;
        const int code = asked.below && own != 0 ? own : more && !paged && !synced ? 4 : 0;
        return out + message(id, result(0x65, code), controls);
    }

    static std::string control(const char* oid, const std::string& value)
    {
        return tlv(0x30, tlv(4, oid) + tlv(4, tlv(0x30, value)));
    }
    std::string generation() const { return std::to_string(generation_) + ":"; }
    Values root_values() const
    {
        return {{"dnsHostName", {"dc1.corp.example"}},
                {"defaultNamingContext", {"DC=corp,DC=example"}},
                {"dsServiceName", {"CN=NTDS Settings,CN=DC1,CN=Configuration,DC=corp,DC=example"}},
                {"highestCommittedUSN", {std::to_string(usn_)}}};
    }

    static bool is_meant(const Object& object, const Question& asked)
    {
        if (asked.base.starts_with("<GUID=")) {
            const auto guid = object.values.find("objectGUID");
            return guid != object.values.end() &&
                   asked.base == "<GUID=" + hex(guid->second.front()) + ">";
        }
        return asked.below ? is_below(object.dn, asked.base)
                           : normal_dn(object.dn) == normal_dn(asked.base);
    }

    static bool fits(const Object& object, const Element& filter)
    {
        const auto parts = elements_of(filter.content);
        const auto one_fits = [&](const Element& one) { return fits(object, one); };
        switch (filter.tag) {
        case 0xa0:
            return std::ranges::all_of(parts, one_fits);
        case 0xa1:
            return std::ranges::any_of(parts, one_fits);
        case 0xa2:
            return !one_fits(parts[0]);
        case 0xa3: {
            const auto found = object.values.find(parts[0].content);
            return found != object.values.end() &&
                   std::ranges::count(found->second, parts[1].content) > 0;
        }
        case 0xa5:
            if (parts[0].content == "whenChanged") {
                return changed_at(object.usn) >= parts[1].content;
            }
            return parts[0].content == "uSNChanged" && object.usn >= std::stoll(parts[1].content);
        default: // present
            return filter.content == "objectClass" || object.values.contains(filter.content);
        }
    }

    // At most 1,500 values of an attribute at a time.
    static std::string entry(const Object& object, const Question& asked)
    {
        constexpr std::size_t kMost = 1500;
        std::string list;
        for (const std::string& wanted : asked.attributes) {
            const auto range = range_of(wanted);
            const std::string name = range ? range->name : wanted;
            const auto found = object.values.find(name);
            if (found == object.values.end()) {
                continue;
            }
            const std::size_t from = range ? std::stoul(wanted.substr(name.size() + 7)) : 0;
            const std::size_t end = std::min(found->second.size(), from + kMost);
            const bool whole = end == found->second.size();
            std::string values;
            for (std::size_t i = from; i < end; ++i) {
                values += tlv(4, found->second[i]);
            }
            const std::string option =
                ";range=" + std::to_string(from) + "-" + (whole ? "*" : std::to_string(end - 1));
            list +=
                tlv(0x30, tlv(4, name + (whole && from == 0 ? "" : option)) + tlv(0x31, values));
        }
        return tlv(0x64, tlv(4, object.dn) + tlv(0x30, list));
    }

    int listener_ = -1;
    int port_ = 0;
    std::mutex mutex_;
    std::map<std::string, Object> objects_;
    long long usn_ = 0;
    std::atomic<int> search_code_ = 0, generation_ = 1;
    std::atomic<bool> replicates_ = true;
    std::string bind_diagnostic_, reference_;
    std::thread thread_;
};

} // namespace rosterd::ldap

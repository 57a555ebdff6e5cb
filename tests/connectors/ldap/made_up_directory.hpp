// A directory of any size that takes no room: its people are made up while they are sent, in pages
// or as RFC 4533 has it.
#pragma once

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connectors/ldap/controls.hpp"
#include "tests/connectors/ldap/ber.hpp"

namespace rosterd::ldap
{

class MadeUpDirectory
{
public:
    explicit MadeUpDirectory(long long people) : people_{people}
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
        thread_ = std::thread{[this] { accept_all(); }};
    }
    ~MadeUpDirectory()
    {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    MadeUpDirectory(const MadeUpDirectory&) = delete;
    MadeUpDirectory& operator=(const MadeUpDirectory&) = delete;

    std::string url() const { return "ldap://127.0.0.1:" + std::to_string(port_); }

private:
    static constexpr std::size_t kPiece = 65'536;
    static constexpr const char* kNobody = "#######"; // where everybody has a number
    static constexpr std::size_t kDigits = 7;
    static constexpr long long kFirst = 1'000'000;

    // What is said of somebody, with room for the number.
    class Skeleton
    {
    public:
        explicit Skeleton(std::string bytes) : bytes_{std::move(bytes)}
        {
            for (auto at = bytes_.find(kNobody); at != std::string::npos;
                 at = bytes_.find(kNobody, at + kDigits)) {
                places_.push_back(at);
            }
        }
        const std::string& numbered(long long i)
        {
            const std::string number = std::to_string(kFirst + i);
            for (const std::size_t at : places_) {
                bytes_.replace(at, kDigits, number);
            }
            return bytes_;
        }

    private:
        std::string bytes_;
        std::vector<std::size_t> places_;
    };

    // What is said, sent a piece at a time.
    class Voice
    {
    public:
        explicit Voice(int fd) : fd_{fd} {}
        void say(const std::string& bytes)
        {
            waiting_ += bytes;
            if (waiting_.size() >= kPiece) {
                flush();
            }
        }
        void flush()
        {
            for (std::size_t sent = 0; sent < waiting_.size();) {
                const ssize_t now =
                    ::send(fd_, waiting_.data() + sent, waiting_.size() - sent, MSG_NOSIGNAL);
                if (now <= 0) {
                    break;
                }
                sent += static_cast<std::size_t>(now);
            }
            waiting_.clear();
        }

    private:
        int fd_;
        std::string waiting_;
    };

    void accept_all()
    {
        std::vector<std::thread> served;
        for (int fd = 0; (fd = ::accept(listener_, nullptr, nullptr)) >= 0;) {
            served.emplace_back([this, fd] { serve(fd); });
        }
        std::ranges::for_each(served, [](std::thread& one) { one.join(); });
    }

    void serve(int fd) const
    {
        Voice voice{fd};
        std::string bytes;
        std::string piece(kPiece, '\0');
        for (ssize_t got = 0; (got = ::recv(fd, piece.data(), piece.size(), 0)) > 0;) {
            bytes.append(piece, 0, static_cast<std::size_t>(got));
            std::size_t head = 0;
            while (const std::size_t size = size_of_first(bytes, head)) {
                const auto parts = elements_of(std::string_view{bytes}.substr(head, size - head));
                bytes.erase(0, size);
                answer(parts, voice);
                voice.flush();
            }
        }
        ::close(fd);
    }

    static std::string message(const Element& id, const std::string& operation,
                               const std::string& control = "")
    {
        return tlv(0x30,
                   tlv(2, id.content) + operation + (control.empty() ? "" : tlv(0xa0, control)));
    }
    static std::string done(int tag) { return tlv(tag, number(0x0a, 0) + tlv(4, "") + tlv(4, "")); }
    static std::string control(const char* oid, const std::string& value)
    {
        return tlv(0x30, tlv(4, oid) + tlv(4, tlv(0x30, value)));
    }

    void answer(const std::vector<Element>& parts, Voice& voice) const
    {
        if (parts[1].tag == 0x60) {
            voice.say(message(parts[0], done(0x61)));
        } else if (parts[1].tag == 0x63) {
            search(parts, voice);
        }
    }

    // Everybody that is asked for below the base; of units there are none.
    void search(const std::vector<Element>& parts, Voice& voice) const
    {
        std::vector<std::string> attributes;
        for (const Element& one : elements_of(elements_of(parts[1].content)[7].content)) {
            attributes.push_back(one.content);
        }
        const bool of_people = attributes.front() != "1.1";
        const auto asked = elements_of(elements_of(parts[2].content)[0].content);
        const auto value = elements_of(elements_of(asked.back().content)[0].content);
        const bool synced = asked[0].content == kSyncRequestOid;
        long long from = 0, end = of_people ? people_ : 0;
        if (!synced) {
            from = value[1].content.empty() ? 0 : std::stoll(value[1].content);
            end = std::min(end, from + value[0].integer());
        }
        Skeleton somebody{message(parts[0], person(attributes), synced ? state(kNobody) : "")};
        for (long long i = from; i < end; ++i) {
            voice.say(somebody.numbered(i));
        }
        const bool more = of_people && end < people_;
        voice.say(message(
            parts[0], done(0x65),
            synced ? control(kSyncDoneOid, tlv(4, "rid=000,csn=1"))
                   : control(kPagedOid, number(2, 0) + tlv(4, more ? std::to_string(end) : ""))));
    }

    static std::string state(const std::string& number)
    {
        return control(kSyncStateOid,
                       tlv(0x0a, std::string(1, '\1')) + tlv(4, number + "........."));
    }

    static std::string person(const std::vector<std::string>& attributes)
    {
        const std::string number = kNobody;
        std::string list;
        const auto add = [&](const char* name, const std::string& value) {
            if (std::ranges::find(attributes, name) != attributes.end()) {
                list += tlv(0x30, tlv(4, name) + tlv(0x31, tlv(4, value)));
            }
        };
        add("employeeNumber", "E" + number);
        add("displayName", "n" + number);
        add("mobile", "+852 5" + number);
        add("mail", "n" + number + "@example.com");
        add("title", "Clerk");
        add("manager", dn("1000000"));
        add("modifyTimestamp", "20260501000000Z");
        return tlv(0x64, tlv(4, dn(number)) + tlv(0x30, list));
    }
    static std::string dn(const std::string& number)
    {
        return "uid=p" + number + ",ou=Sales,dc=example,dc=com";
    }

    long long people_;
    int listener_ = -1, port_ = 0;
    std::thread thread_;
};

} // namespace rosterd::ldap

// What else a connector is given, in a process of its own.
#pragma once

#include <stdexcept>

#include "connectors/apart/messages.hpp"
#include "connectors/apart/wire.hpp"
#include "connectors/sdk/connector.hpp"
#include "connectors/sdk/shelf.hpp"

namespace rosterd::apart
{

// Batches are stored where rosterd is: it is asked for them.
class FarInbox final : public sdk::Inbox
{
public:
    explicit FarInbox(Wire& wire) : wire_{wire} {}

    std::vector<Batch> pending() override { return batches_in(wire_.ask({{"ask", "pending"}})); }
    void drop(std::int64_t up_to_id) override { wire_.ask({{"ask", "drop"}, {"up_to", up_to_id}}); }

private:
    Wire& wire_;
};

// What is written by SCIM is read within one transaction of the store, so it stays with rosterd.
class NoShelf final : public sdk::Shelf
{
public:
    void at_one_moment(const std::function<void()>&) override { refuse(); }
    std::int64_t newest() override { refuse(); }
    void users_since(std::int64_t, const std::function<void(const Resource&)>&) override
    {
        refuse();
    }
    std::vector<Former> former_since(std::int64_t) override { refuse(); }
    std::optional<Resource> user(const std::string&) override { refuse(); }
    std::vector<Resource> users_by(const std::string&, const std::string&) override { refuse(); }
    std::vector<std::string> groups_of(const std::string&) override { refuse(); }
    void settle(std::int64_t) override { refuse(); }

private:
    [[noreturn]] static void refuse()
    {
        throw std::logic_error{
            "what is written by SCIM can't be read from a connector in a process of its own"};
    }
};

} // namespace rosterd::apart

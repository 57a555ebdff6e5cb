// Roles and attendance groups in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

class SqliteRights final : public RightsStore
{
public:
    explicit SqliteRights(Connection& connection) : db_{connection} {}

    std::set<model::Right> watched() override;
    std::vector<ChangedRight> replace(const ObservedRights& read) override;
    std::map<std::string, std::string> role_groups() override;
    std::map<model::Right, std::string> known() override;
    void put_role_group(const std::string& name, const std::string& id) override;
    void put_known(const model::Right& right, const std::string& id) override;
    void remove_known(const model::Right& right) override;
    bool anybody() override;
    std::vector<RightHolder> of(const std::string& userid) override;
    std::set<model::Right> granted() override;
    void put(const RightHolder& holder) override;
    void set_ending(const std::string& userid, const model::Right& right,
                    std::optional<model::Instant> since) override;
    void remove(const std::string& userid, const model::Right& right) override;
    void remove_all(const std::string& userid) override;
    bool anybody_switched() override;
    std::map<std::string, std::optional<model::Instant>>
    switched_on(const std::string& userid) override;
    void put_switch(const std::string& userid, const std::string& field,
                    std::optional<model::Instant> ending_since) override;
    void remove_switch(const std::string& userid, const std::string& field) override;

private:
    std::map<std::string, bool> holders_of(const model::Right& right); // userid -> granted

    Connection& db_;
};

} // namespace rosterd::state

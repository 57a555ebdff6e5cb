// Single fields of people in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

class SqliteFields final : public FieldStore
{
public:
    explicit SqliteFields(Connection& connection) : db_{connection} {}

    std::map<std::string, model::FieldHistory> histories(const std::string& source,
                                                         const std::string& employee_id,
                                                         const std::string& userid) override;
    void put(const std::string& source, const std::string& employee_id, const std::string& userid,
             const std::string& field, const model::FieldHistory& history) override;
    bool learn(const std::string& source, const std::string& employee_id, const std::string& field,
               const std::string& value, model::Instant now) override;
    void drop(const std::string& source, const std::string& employee_id,
              const std::string& field) override;
    void drop_field(const std::string& source, const std::string& field) override;
    std::vector<WriteBack> due(const std::string& source, model::Instant now,
                               int most_people) override;
    void told(std::span<const WriteBack> items, model::Instant now) override;
    void put_off(std::span<const WriteBack> items, model::Instant next,
                 const std::string& error) override;
    std::vector<WriteBack> write_backs(const std::string& source,
                                       const std::string& employee_id) override;
    std::vector<Backlog> backlogs() override;

private:
    Connection& db_;
};

} // namespace rosterd::state

// SCIM resources in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

class SqliteScim final : public ScimStore
{
public:
    explicit SqliteScim(Connection& connection) : db_{connection} {}

    std::int64_t put(const std::string& source, const ScimResource& resource,
                     std::span<const std::string> keys) override;
    bool remove(const std::string& source, const std::string& id) override;
    void touch(const std::string& source, std::span<const std::string> ids) override;
    void keep_former(const std::string& source, const ScimResource& was) override;
    std::optional<ScimResource> get(const std::string& source, const std::string& type,
                                    const std::string& id) override;
    std::vector<ScimResource> find(const std::string& source, const std::string& type,
                                   const std::string& key) override;
    std::vector<ScimName> names(const std::string& source, const std::string& type,
                                const std::string& key) override;
    std::vector<ScimResource> page(const std::string& source, const std::string& type,
                                   std::int64_t skip, std::int64_t most) override;
    std::int64_t count(const std::string& source, const std::string& type) override;
    std::int64_t newest(const std::string& source) override;
    void each_since(const std::string& source, const std::string& type, std::int64_t after,
                    const Visitor& visit) override;
    std::vector<FormerScimResource> former_since(const std::string& source,
                                                 std::int64_t after) override;
    void drop_former(const std::string& source, std::int64_t up_to) override;

private:
    std::int64_t next_sequence(const std::string& source);
    std::int64_t row_of(const std::string& source, const std::string& id);
    void set_keys(const std::string& source, const std::string& type, std::int64_t row,
                  std::span<const std::string> keys);

    Connection& db_;
};

} // namespace rosterd::state

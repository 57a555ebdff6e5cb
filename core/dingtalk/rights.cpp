#include "core/dingtalk/rights.hpp"

#include <functional>
#include <map>

namespace rosterd::dingtalk
{

namespace
{

// Asks page after page; `next_page` makes the question from where the page begins.
template <typename Item, typename Mark, typename Next>
class Pages : public std::enable_shared_from_this<Pages<Item, Mark, Next>>
{
public:
    Pages(Client& client, Next next_page, Answer<std::vector<Item>> done)
        : client_{client}, next_page_{std::move(next_page)}, done_{std::move(done)}
    {
    }

    void ask_from(const Mark& mark)
    {
        auto asking = next_page_(mark);
        ask(client_, std::move(asking),
            Answer<typename Next::Page>([self = this->shared_from_this()](const auto& page) {
                if (!page) {
                    self->done_(tl::unexpected(page.error()));
                    return;
                }
                const auto& items = Next::items(*page);
                self->all_.insert(self->all_.end(), items.begin(), items.end());
                if (page->next == Mark{}) {
                    self->done_(std::move(self->all_));
                } else {
                    self->ask_from(page->next);
                }
            }));
    }

private:
    Client& client_;
    Next next_page_;
    Answer<std::vector<Item>> done_;
    std::vector<Item> all_;
};

struct RoleGroups {
    using Page = dingtalk::Page<RoleGroup>;
    Asking<Page> operator()(std::int64_t offset) const { return list_roles(offset); }
    static const std::vector<RoleGroup>& items(const Page& page) { return page.items; }
};

struct RoleMembers {
    using Page = dingtalk::Page<RoleMember>;
    RoleId role;
    Asking<Page> operator()(std::int64_t offset) const { return list_role_members(role, offset); }
    static const std::vector<RoleMember>& items(const Page& page) { return page.items; }
};

struct AttendanceGroups {
    using Page = dingtalk::Page<AttendanceGroup>;
    std::string operator_userid;
    Asking<Page> operator()(std::int64_t cursor) const
    {
        return list_attendance_groups(operator_userid, cursor);
    }
    static const std::vector<AttendanceGroup>& items(const Page& page) { return page.items; }
};

struct AttendanceMembers {
    using Page = MemberPage;
    std::string group_key;
    Asking<Page> operator()(const std::string& after) const
    {
        return list_attendance_members(group_key, after);
    }
    static const std::vector<std::string>& items(const Page& page) { return page.userids; }
};

template <typename Item, typename Mark, typename Next>
void ask_all(Client& client, Next next, Answer<std::vector<Item>> done)
{
    std::make_shared<Pages<Item, Mark, Next>>(client, std::move(next), std::move(done))
        ->ask_from(Mark{});
}

// A group may go on in the next page [obtains-a-list-of-enterprise-roles].
std::vector<RoleGroup> joined(const std::vector<RoleGroup>& parts)
{
    std::map<RoleId, RoleGroup> groups;
    for (const RoleGroup& part : parts) {
        RoleGroup& group =
            groups.try_emplace(part.id, RoleGroup{part.id, part.name, {}}).first->second;
        group.roles.insert(group.roles.end(), part.roles.begin(), part.roles.end());
    }
    std::vector<RoleGroup> out;
    out.reserve(groups.size());
    for (auto& [id, group] : groups) {
        out.push_back(std::move(group));
    }
    return out;
}

class RightsOverHttp final : public Rights
{
public:
    RightsOverHttp(Client& client, std::string operator_userid)
        : client_{client}, operator_userid_{std::move(operator_userid)}
    {
    }

    void role_groups(Answer<std::vector<RoleGroup>> done) override
    {
        ask_all<RoleGroup, std::int64_t>(
            client_, RoleGroups{}, [done = std::move(done)](const auto& all) {
                all ? done(joined(*all)) : done(tl::unexpected(all.error()));
            });
    }

    void role_members(RoleId role, Answer<std::vector<std::string>> done) override
    {
        ask_all<RoleMember, std::int64_t>(client_, RoleMembers{role},
                                          [done = std::move(done)](const auto& all) {
                                              if (!all) {
                                                  done(tl::unexpected(all.error()));
                                                  return;
                                              }
                                              std::vector<std::string> userids;
                                              userids.reserve(all->size());
                                              for (const RoleMember& member : *all) {
                                                  userids.push_back(member.userid);
                                              }
                                              done(std::move(userids));
                                          });
    }

    void add_role_group(const std::string& name, Answer<RoleId> done) override
    {
        ask(client_, dingtalk::add_role_group(name), std::move(done));
    }

    void add_role(const std::string& name, RoleId group, Answer<RoleId> done) override
    {
        ask(client_, dingtalk::add_role(name, group), std::move(done));
    }

    void grant(const std::vector<RoleId>& roles, const std::vector<std::string>& userids,
               Answer<Nothing> done) override
    {
        ask(client_, grant_roles(roles, userids).at(0), std::move(done));
    }

    void revoke(const std::vector<RoleId>& roles, const std::vector<std::string>& userids,
                Answer<Nothing> done) override
    {
        ask(client_, revoke_roles(roles, userids).at(0), std::move(done));
    }

    void attendance_groups(Answer<std::vector<AttendanceGroup>> done) override
    {
        ask_all<AttendanceGroup, std::int64_t>(client_, AttendanceGroups{operator_userid_},
                                               std::move(done));
    }

    void attendance_key(std::int64_t group_id, Answer<std::string> done) override
    {
        ask(client_, dingtalk::attendance_key(operator_userid_, group_id), std::move(done));
    }

    void attendance_members(const std::string& group_key,
                            Answer<std::vector<std::string>> done) override
    {
        ask_all<std::string, std::string>(client_, AttendanceMembers{group_key}, std::move(done));
    }

    void add_attendance(const std::string& group_key, const std::vector<std::string>& userids,
                        Answer<MembersChanged> done) override
    {
        ask(client_, add_attendance_members(operator_userid_, group_key, userids).at(0),
            std::move(done));
    }

    void remove_attendance(const std::string& group_key, const std::vector<std::string>& userids,
                           Answer<MembersChanged> done) override
    {
        ask(client_, remove_attendance_members(operator_userid_, group_key, userids).at(0),
            std::move(done));
    }

private:
    Client& client_;
    std::string operator_userid_;
};

} // namespace

std::unique_ptr<Rights> make_rights(Client& client, std::string operator_userid)
{
    return std::make_unique<RightsOverHttp>(client, std::move(operator_userid));
}

} // namespace rosterd::dingtalk

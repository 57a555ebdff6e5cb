// Who was invited and has not joined yet.
#include "core/state/sqlite_mirror.hpp"

namespace rosterd::state
{

namespace
{

#define INVITATION_COLUMNS "source, employee_id, userid, name, mobile, since, asked"

Invitation invitation_in(SQLite::Statement& row)
{
    return {row.getColumn(0).getString(),           row.getColumn(1).getString(),
            row.getColumn(2).getString(),           row.getColumn(3).getString(),
            row.getColumn(4).getString(),           to_instant(row.getColumn(5).getInt64()),
            to_instant(row.getColumn(6).getInt64())};
}

} // namespace

std::vector<Invitation> SqliteMirror::invitations()
{
    std::vector<Invitation> out;
    each(db_, "SELECT " INVITATION_COLUMNS " FROM invitation ORDER BY source, employee_id",
         [&](SQLite::Statement& row) { out.push_back(invitation_in(row)); });
    return out;
}

std::optional<Invitation> SqliteMirror::invitation_of(const std::string& source,
                                                      const std::string& employee_id)
{
    std::optional<Invitation> out;
    each(
        db_, "SELECT " INVITATION_COLUMNS " FROM invitation WHERE source = ? AND employee_id = ?",
        [&](SQLite::Statement& row) { out = invitation_in(row); }, source, employee_id);
    return out;
}

void SqliteMirror::put(const Invitation& invitation)
{
    execute(db_, "INSERT OR REPLACE INTO invitation VALUES (?, ?, ?, ?, ?, ?, ?)",
            invitation.source, invitation.employee_id, invitation.userid, invitation.name,
            invitation.mobile, to_number(invitation.since), to_number(invitation.asked));
}

void SqliteMirror::remove_invitation(const std::string& source, const std::string& employee_id)
{
    execute(db_, "DELETE FROM invitation WHERE source = ? AND employee_id = ?", source,
            employee_id);
}

} // namespace rosterd::state

"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Written out here: a revision must not change when the code does.
MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("substitute", sa.BigInteger()),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("ended", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", "since", name="pk_absences"),
    )
    op.create_index(
        "ix_absences_until",
        "absences",
        ["until"],
        sqlite_where=sa.text("ended = 0"),
        postgresql_where=sa.text("ended = 0"),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.Column("answer_kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_person", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("peer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.Column("corrected_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
    )
    op.create_index("ix_answers_place", "answers", ["community", "kind", "peer", "post", "message"])
    op.create_index("ix_answers_question_at", "answers", ["question", "at"])
    op.create_table(
        "chats",
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("peer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_cmid", sa.BigInteger(), nullable=False),
        sa.Column("last_at", MOMENT),
        sa.Column("reactions_off", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community", "peer", name="pk_chats"),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.String(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "cursors",
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("server", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("community", name="pk_cursors"),
    )
    op.create_table(
        "dialogs",
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("peer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("allowed", sa.Boolean()),
        sa.Column("started_at", MOMENT),
        sa.Column("last_at", MOMENT),
        sa.Column("card", sa.BigInteger()),
        sa.Column("expecting", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community", "peer", "person", name="pk_dialogs"),
    )
    op.create_index("ix_dialogs_person", "dialogs", ["person"])
    op.create_table(
        "diary",
        sa.Column("mark", sa.String(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_diary"),
    )
    op.create_table(
        "drafts",
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("peer", sa.BigInteger(), nullable=False),
        sa.Column("post", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("ready_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community", "person", name="pk_drafts"),
    )
    op.create_index("ix_drafts_ready_at", "drafts", ["ready_at"])
    op.create_table(
        "history",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.BigInteger()),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_actor", "history", ["actor"])
    op.create_index("ix_history_question", "history", ["question"])
    op.create_table(
        "inbox",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("community", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.String()),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("peer", sa.BigInteger(), nullable=False),
        sa.Column("natural", sa.String()),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", MOMENT),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("community", "event_id", name="uq_inbox_community_event_id"),
        sa.UniqueConstraint("community", "natural", name="uq_inbox_community_natural"),
    )
    op.create_index(
        "ix_inbox_quarantined",
        "inbox",
        ["id"],
        sqlite_where=sa.text("state = 'quarantined'"),
        postgresql_where=sa.text("state = 'quarantined'"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_inbox_waiting_peer",
        "inbox",
        ["community", "peer", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "links",
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("peer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "kind", "peer", "post", "message", name="pk_links"),
    )
    op.create_table(
        "names",
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("sex", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_names"),
    )
    op.create_table(
        "nudges",
        sa.Column("question", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tell_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT),
        sa.PrimaryKeyConstraint("question", "mark", "person", name="pk_nudges"),
    )
    op.create_index("ix_nudges_person_told_at", "nudges", ["person", "told_at"])
    op.create_index(
        "ix_nudges_untold",
        "nudges",
        ["tell_at"],
        sqlite_where=sa.text("told_at IS NULL"),
        postgresql_where=sa.text("told_at IS NULL"),
    )
    op.create_table(
        "organisation",
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_organisation"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("peer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("notice", sa.String()),
        sa.Column("body", sa.Text()),
        sa.Column("question", sa.BigInteger()),
        sa.Column("to_person", sa.BigInteger()),
        sa.Column("reply", sa.Boolean(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("reminds", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("random_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT),
        sa.Column("not_before", MOMENT),
        sa.Column("retry_at", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_owner", sa.String()),
        sa.Column("error", sa.Text()),
        sa.Column("sent_at", MOMENT),
        sa.Column("sent_message", sa.BigInteger()),
        sa.Column("words", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index(
        "ix_outbox_conversation_sent_at",
        "outbox",
        ["community", "peer", "sent_at"],
        sqlite_where=sa.text("sent_at IS NOT NULL"),
        postgresql_where=sa.text("sent_at IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_leased",
        "outbox",
        ["community", "peer", "post"],
        sqlite_where=sa.text("lease_until IS NOT NULL"),
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_question",
        "outbox",
        ["question"],
        sqlite_where=sa.text("question IS NOT NULL"),
        postgresql_where=sa.text("question IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_sent_place",
        "outbox",
        ["community", "peer", "post", "sent_message"],
        sqlite_where=sa.text("sent_message IS NOT NULL"),
        postgresql_where=sa.text("sent_message IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_to_person",
        "outbox",
        ["to_person", "notice"],
        sqlite_where=sa.text("to_person IS NOT NULL"),
        postgresql_where=sa.text("to_person IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["priority", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_outbox_waiting_conversation",
        "outbox",
        ["community", "peer", "post", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "promises",
        sa.Column("id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.Column("by_person", sa.BigInteger(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
    )
    op.create_index(
        "ix_promises_by_person",
        "promises",
        ["by_person", "due"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_promises_due",
        "promises",
        ["due"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_promises_question", "promises", ["question"])
    op.create_table(
        "questions",
        sa.Column("number", SERIAL, autoincrement=False, nullable=False),
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("peer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("live", sa.SmallInteger(), nullable=False),
        sa.Column("topic", sa.String()),
        sa.Column("settlement", sa.Text()),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("urgent", sa.String()),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("assignee", sa.BigInteger()),
        sa.Column("clock_total", sa.BigInteger()),
        sa.Column("clock_since", MOMENT),
        sa.Column("clock_spent", sa.BigInteger()),
        sa.Column("due_at", MOMENT),
        sa.Column("first_told_at", MOMENT),
        sa.Column("answered_by", sa.BigInteger()),
        sa.Column("clarify_until", MOMENT),
        sa.Column("confirm_at", MOMENT),
        sa.Column("confirm_until", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("handovers", sa.Integer(), nullable=False),
        sa.Column("reopenings", sa.Integer(), nullable=False),
        sa.Column("promise_moves", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("main", sa.BigInteger()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("incident_number", sa.Text(), nullable=False),
        sa.Column("pos_number", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.BigInteger()),
        sa.Column("look_at", MOMENT),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_questions"),
        sa.UniqueConstraint(
            "community", "kind", "peer", "post", "message", name="uq_questions_community_kind_peer_post_message"
        ),
    )
    op.create_index(
        "ix_questions_assignee_due_at",
        "questions",
        ["assignee", "due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_questions_author_asked_at", "questions", ["author", "asked_at"])
    op.create_index(
        "ix_questions_due_at",
        "questions",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_questions_live",
        "questions",
        ["status", "municipality", "due_at"],
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live = 1"),
    )
    op.create_index(
        "ix_questions_live_assignee",
        "questions",
        ["assignee", "status"],
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live = 1"),
    )
    op.create_index(
        "ix_questions_look_at",
        "questions",
        ["look_at"],
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index(
        "ix_questions_main",
        "questions",
        ["main"],
        sqlite_where=sa.text("main IS NOT NULL"),
        postgresql_where=sa.text("main IS NOT NULL"),
    )
    op.create_index("ix_questions_municipality_asked_at", "questions", ["municipality", "asked_at"])
    op.create_index(
        "ix_questions_municipality_due_at",
        "questions",
        ["municipality", "due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "votes",
        sa.Column("question", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("voter", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("community", sa.BigInteger(), autoincrement=False),
        sa.Column("kind", sa.String(), autoincrement=False),
        sa.Column("peer", sa.BigInteger(), autoincrement=False),
        sa.Column("post", sa.BigInteger(), autoincrement=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("question", "voter", name="pk_votes"),
    )
    op.create_index("ix_votes_voter", "votes", ["voter"])


def downgrade() -> None:
    op.drop_table("votes")
    op.drop_table("questions")
    op.drop_table("promises")
    op.drop_table("outbox")
    op.drop_table("organisation")
    op.drop_table("nudges")
    op.drop_table("names")
    op.drop_table("links")
    op.drop_table("inbox")
    op.drop_table("history")
    op.drop_table("drafts")
    op.drop_table("diary")
    op.drop_table("dialogs")
    op.drop_table("cursors")
    op.drop_table("counters")
    op.drop_table("chats")
    op.drop_table("answers")
    op.drop_table("absences")

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='JournalHeadRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'journal_head',
            },
        ),
        migrations.CreateModel(
            name='MarkRow',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=100)),
            ],
            options={
                'db_table': 'marks',
            },
        ),
        migrations.CreateModel(
            name='PauseRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40, unique=True)),
                ('by', models.CharField(max_length=300)),
                ('why', models.CharField(max_length=500)),
                ('since', models.DateTimeField()),
            ],
            options={
                'db_table': 'pauses',
            },
        ),
        migrations.CreateModel(
            name='JournalRow',
            fields=[
                ('seq', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=80)),
                ('by', models.CharField(max_length=300)),
                ('facts', models.JSONField()),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'journal',
                'indexes': [models.Index(fields=['subject'], name='journal_subject')],
            },
        ),
        migrations.CreateModel(
            name='VoteRow',
            fields=[
                ('symbol', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('facts', models.JSONField()),
                ('hour', models.DateTimeField()),
                ('listed', models.BooleanField(help_text='it stands in the calendar')),
                ('taken_back', models.BooleanField(help_text='it left the calendar before it was over')),
                ('truth', models.CharField(max_length=60)),
                ('since', models.DateTimeField(help_text='since when the truth is this one')),
                ('plan_at', models.DateTimeField(help_text='when its posts are to be looked at again', null=True)),
                ('stale', models.BooleanField(default=False, help_text='what waits may be drawn from facts or words that are others now')),
            ],
            options={
                'db_table': 'votes',
                'indexes': [models.Index(fields=['plan_at'], name='votes_plan_at'), models.Index(fields=['hour'], name='votes_hour')],
            },
        ),
        migrations.CreateModel(
            name='PostRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('message', models.CharField(max_length=40)),
                ('slot_key', models.CharField(max_length=200)),
                ('slot', models.CharField(max_length=320)),
                ('says', models.CharField(max_length=60)),
                ('due', models.DateTimeField()),
                ('lapses_at', models.DateTimeField(null=True)),
                ('language', models.CharField(max_length=2)),
                ('voice', models.CharField(max_length=400)),
                ('state', models.CharField(max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('drawn_hash', models.CharField(max_length=64)),
                ('content_hash', models.CharField(max_length=64)),
                ('edited_by', models.CharField(default='', max_length=300)),
                ('why', models.CharField(default='', max_length=500)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('claim', models.CharField(default='', max_length=32)),
                ('claimed_until', models.DateTimeField(null=True)),
                ('drawn_at', models.DateTimeField()),
                ('vote', models.ForeignKey(db_column='symbol', on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='store.voterow')),
            ],
            options={
                'db_table': 'posts',
            },
        ),
        migrations.CreateModel(
            name='PartRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('key', models.CharField(max_length=32, unique=True)),
                ('attempted_at', models.DateTimeField(null=True)),
                ('remote_id', models.CharField(default='', max_length=300)),
                ('url', models.CharField(default='', max_length=500)),
                ('receipt_at', models.DateTimeField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='store.postrow')),
            ],
            options={
                'db_table': 'parts',
                'constraints': [models.UniqueConstraint(fields=('post', 'number'), name='parts_number')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=300)),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='store.postrow')),
            ],
            options={
                'db_table': 'approvals',
                'constraints': [models.UniqueConstraint(fields=('post', 'by', 'content_hash'), name='approvals_one_each')],
            },
        ),
        migrations.CreateModel(
            name='ReportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('report', models.JSONField()),
                ('entered_by', models.CharField(max_length=300)),
                ('entered_at', models.DateTimeField()),
                ('confirmed_by', models.CharField(default='', max_length=300)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('vote', models.ForeignKey(db_column='symbol', on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='store.voterow')),
            ],
            options={
                'db_table': 'reports',
                'constraints': [models.UniqueConstraint(fields=('vote', 'revision'), name='reports_revision')],
            },
        ),
        migrations.AddIndex(
            model_name='postrow',
            index=models.Index(fields=['state', 'due'], name='posts_state_due'),
        ),
        migrations.AddIndex(
            model_name='postrow',
            index=models.Index(fields=['state', 'lapses_at'], name='posts_state_lapses_at'),
        ),
        migrations.AddConstraint(
            model_name='postrow',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['approved', 'doubtful', 'held', 'published', 'queued', 'sending'])), fields=('slot',), name='posts_one_for_each_slot'),
        ),
    ]


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0002_platforms'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='journalrow',
            index=models.Index(fields=['kind', 'seq'], name='journal_kind'),
        ),
        migrations.AddIndex(
            model_name='journalrow',
            index=models.Index(fields=['by', 'seq'], name='journal_by'),
        ),
        migrations.AddIndex(
            model_name='journalrow',
            index=models.Index(fields=['at', 'seq'], name='journal_at'),
        ),
        migrations.AddIndex(
            model_name='postrow',
            index=models.Index(fields=['account', 'state', 'due'], name='posts_account_state_due'),
        ),
    ]

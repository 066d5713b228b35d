# Each claim asks whether another post of its account is being sent: it looks at that account's claims, not at everybody's.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0009_warnings'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='postrow', name='posts_claimed_until'),
        migrations.AddIndex(
            model_name='postrow',
            index=models.Index(condition=models.Q(('claimed_until__isnull', False)), fields=['account', 'claimed_until'], name='posts_claimed'),
        ),
    ]

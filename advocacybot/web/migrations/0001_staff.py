
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True)),
                ('person', models.CharField(max_length=300)),
                ('role', models.CharField(choices=[('viewer', 'viewer'), ('operator', 'operator'), ('approver', 'approver'), ('administrator', 'administrator')], max_length=20)),
                ('zone', models.CharField(default='UTC', help_text="the reader's own clock", max_length=60)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'db_table': 'staff',
            },
        ),
    ]
